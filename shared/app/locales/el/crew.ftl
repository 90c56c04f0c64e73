crew-summary-done = { $done ->
    [one] έγινε 1 από { $total }
   *[other] έγιναν { $done } από { $total }
}
crew-summary-returned = { $n ->
    [one] επιστράφηκε 1
   *[other] επιστράφηκαν { $n }
}
crew-summary-way = απομένουν { $way }
crew-start-at = Αρχή: αμαξοστάσιο, { $place }
crew-end-at = Τέλος: αμαξοστάσιο, { $place }
crew-depot = όπως στον χάρτη
crew-shorten-way = Συντομότερη διαδρομή
crew-locating = Εντοπίζεται η θέση σας…
crew-nothing-to-order = Δεν υπάρχει κάτι για ταξινόμηση.
crew-empty = Δεν έχει προγραμματιστεί κάτι για σήμερα. Τραβήξτε προς τα κάτω για ανανέωση.
crew-empty-offline = Δεν υπάρχει σημερινό πρόγραμμα στο τηλέφωνο. Συνδεθείτε μία φορά για να κατέβει.
crew-leg-first = σε { $distance }
crew-leg = { $distance } από την προηγούμενη στάση
crew-row-spoken = Στάση { $stop }: { $title }, { $place }, { $status }
crew-urgent = Επείγον
crew-late = Εκπρόθεσμο
crew-planned = Προγραμματισμένο
crew-started-at = Ξεκίνησε στις { $time }
crew-done-at = Έγινε στις { $time }
crew-not-done = Δεν έγινε: { $reason }
crew-done-already-at = Έγινε στις { $time } · το είχε κλείσει ήδη το συνεργείο σας· όσα στείλατε προστέθηκαν
crew-not-done-already = Δεν έγινε: { $reason } · το είχε επιστρέψει ήδη το συνεργείο σας· όσα στείλατε προστέθηκαν
crew-cancelled = Την πήρε πίσω ο δήμος
crew-taken-back-waits = Την πήρε πίσω ο δήμος· όσα κάνατε φυλάσσονται και πηγαίνουν στο κέντρο συντονισμού
crew-taken-back-sent = Την πήρε πίσω ο δήμος· όσα κάνατε τα έχει το κέντρο συντονισμού
crew-taken-back-kept = Ο δήμος πήρε πίσω μια εργασία που δουλέψατε. Όσα κάνατε φυλάσσονται και πηγαίνουν στο κέντρο συντονισμού.
crew-late-taken-back = Ο δήμος είχε πάρει πίσω αυτή την εργασία. Όσα κάνατε προστέθηκαν, για να αποφασίσει το κέντρο συντονισμού.
crew-late-over = Το είχε κλείσει ήδη το συνεργείο σας· η σημείωση και η φωτογραφία σας προστέθηκαν.
crew-due = Πρέπει να αποκατασταθεί έως { $day }
crew-reason-not_found = Δεν βρέθηκε τίποτα
crew-reason-no_access = Δεν υπάρχει πρόσβαση
crew-reason-other_crew = Χρειάζεται άλλο συνεργείο
crew-reason-no_material = Λείπει υλικό ή μηχάνημα
crew-reason-not_ours = Δεν ανήκει στον δήμο
crew-reason-unsafe = Επικίνδυνο αυτή τη στιγμή
crew-reason-other = Άλλος λόγος (γράψτε σημείωση)
crew-cannot-spoken = Δεν μπόρεσε να γίνει: { $reason }
crew-other-needs-note = Γράψτε στη σημείωση γιατί δεν μπόρεσε να γίνει.
crew-note = Σημείωση
crew-note-hint = Τι έγινε, τι λείπει
crew-note-too-long = { $n ->
    [one] Η σημείωση ξεπερνά κατά { $over } χαρακτήρα τους { $max }. Συντομεύστε τη λίγο.
   *[other] Η σημείωση ξεπερνά κατά { $over } χαρακτήρες τους { $max }. Συντομεύστε τη λίγο.
}
crew-navigate = Εμφάνιση διαδρομής
crew-navigate-spoken = Εμφάνιση διαδρομής: { $place }
crew-call = Κλήση
crew-call-spoken = Κλήση: { $who }
crew-start = Έναρξη
crew-photo-before = Φωτογραφία πριν
crew-photo-after = Φωτογραφία μετά
crew-before = πριν
crew-after = μετά
crew-citizens-photo = από τον πολίτη
crew-photo-busy = Η φωτογραφία ετοιμάζεται.
crew-photo-gone = Μια φωτογραφία δεν υπάρχει πια στο τηλέφωνο. Αφαιρέστε την εδώ και τραβήξτε άλλη.
crew-photo-sent-already = Αυτή η φωτογραφία έχει ήδη σταλεί.
crew-after-photo-first = Τραβήξτε πρώτα μια φωτογραφία μετά την εργασία.
crew-send-note = Αποστολή σημείωσης
crew-close = Έγινε
crew-closed = Έκλεισε. Θα σταλεί μόνο του στον δήμο.
crew-given-back = Επιστράφηκε στο κέντρο συντονισμού.
crew-ordered = Η νέα σειρά αποθηκεύτηκε.
crew-refused = Ο δήμος δεν το δέχτηκε: { $detail }
crew-refused-plan = η εργασία δεν είναι πια στο πρόγραμμα ή έχει ήδη κλείσει.
crew-job-gone = Αυτή η εργασία αφαιρέθηκε από το πρόγραμμά σας.
crew-revoked = Το κέντρο συντονισμού έπαψε να έχει αυτό το τηλέφωνο ως τηλέφωνο συνεργείου. Μπορείτε να συνεχίσετε να αναφέρετε ως πολίτης.
crew-revoked-unsent = { $n ->
    [one] Το κέντρο συντονισμού έπαψε να έχει αυτό το τηλέφωνο ως τηλέφωνο συνεργείου. Ένα στοιχείο δεν έχει σταλεί: φυλάσσεται στις «Οι αναφορές μου».
   *[other] Το κέντρο συντονισμού έπαψε να έχει αυτό το τηλέφωνο ως τηλέφωνο συνεργείου. { $n } στοιχεία δεν έχουν σταλεί: φυλάσσονται στις «Οι αναφορές μου».
}
