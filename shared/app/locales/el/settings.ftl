settings-language-phone = Όπως στο τηλέφωνο
settings-large-text = Μεγαλύτερα γράμματα
settings-remember-contact = Να θυμάται το όνομα και τα στοιχεία μου για την επόμενη αναφορά
settings-privacy = Μπορείτε να αναφέρετε χωρίς να δώσετε το όνομά σας. Οι φωτογραφίες φεύγουν από το τηλέφωνο χωρίς στοιχεία τόπου, χρόνου ή συσκευής. Το όνομα και τα στοιχεία σας, αν τα δώσετε, τα βλέπουν μόνο το κέντρο συντονισμού του δήμου και, όσο διαρκεί η εργασία, το συνεργείο που την έχει αναλάβει. Δεν δημοσιεύονται ποτέ.
settings-privacy-notice = Τι γράφει ο δήμος για τα προσωπικά δεδομένα
settings-code = Κωδικός συνεργείου
settings-code-hint = Οκτώ χαρακτήρες, από το κέντρο συντονισμού
settings-enrol = Να γίνει τηλέφωνο συνεργείου
settings-code-checking = Ο κωδικός ελέγχεται.
settings-code-incomplete = Ο κωδικός έχει οκτώ γράμματα και ψηφία.
settings-enrolled = Αυτό είναι πλέον τηλέφωνο συνεργείου.
settings-forget = Διαγραφή όλων των δικών μου από το τηλέφωνο
settings-forget-sure = Ναι, διαγραφή όλων
settings-forget-warning = { $n ->
    [0] Ο κατάλογος των αναφορών σας στο τηλέφωνο θα αδειάσει. Ο δήμος κρατά όσα στάλθηκαν.
    [one] Ένα στοιχείο που δεν έχει σταλεί θα χαθεί. Ο δήμος κρατά όσα στάλθηκαν.
   *[other] { $n } στοιχεία που δεν έχουν σταλεί θα χαθούν. Ο δήμος κρατά όσα στάλθηκαν.
}
settings-forgotten = Όλα τα δικά σας διαγράφηκαν από το τηλέφωνο.
settings-contact = Μιλήστε με έναν άνθρωπο: { $phone }, { $email }
settings-version = Dimos { $version }
settings-language-heading = Γλώσσα
settings-reading-heading = Ανάγνωση και συμπλήρωση
settings-crew-heading = Συνεργείο
settings-privacy-heading = Τα στοιχεία μου
settings-about-heading = Σχετικά
