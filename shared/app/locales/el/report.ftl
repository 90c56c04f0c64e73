# Η σύνταξη μιας αναφοράς.
report-title = Νέα αναφορά
report-start = Αναφέρετε ένα πρόβλημα
report-next = Συνέχεια
report-send = Αποστολή στον δήμο
report-sending = Αποθηκεύεται…
report-discard = Διαγραφή προχείρου
report-discard-spoken = Διαγραφή αυτού του προχείρου. Μπορείτε να το αναιρέσετε αμέσως μετά.
report-discarded = Το πρόχειρο διαγράφηκε.
report-taken-back = Το πρόχειρο επανήλθε.
report-draft-without-words = Πρόχειρο χωρίς περιγραφή
report-draft-spoken = Πρόχειρο: { $title }. { $detail }
report-not-complete = Κάτι λείπει ακόμη.
report-optional = { $label } (προαιρετικό)

report-step-what = Τι συμβαίνει;
report-step-where = Πού;
report-step-service = Είδος προβλήματος
report-step-questions = Λίγες ερωτήσεις
report-step-nearby = Μήπως αναφέρθηκε ήδη;
report-step-contact = Τα στοιχεία σας
report-step-review = Έλεγχος και αποστολή

report-take-photo = Τραβήξτε φωτογραφία
report-choose-photo = Διαλέξτε φωτογραφία
report-photo-count = { $n ->
    [one] { $n } φωτογραφία
   *[other] { $n } φωτογραφίες
}
report-photo-preparing = Η φωτογραφία ετοιμάζεται
report-photos-not-ready = Μια φωτογραφία ετοιμάζεται ακόμη. Περιμένετε ένα δευτερόλεπτο.
report-photo-twice = Αυτή τη φωτογραφία την έχετε ήδη προσθέσει.
report-too-many-photos = Μια αναφορά χωρά έως { $max } φωτογραφίες. Αφαιρέστε μία για να βάλετε άλλη.
report-words-label = Περιγραφή
report-words-hint = Για παράδειγμα: μεγάλη λακκούβα μπροστά στο σχολείο
report-needs-words-or-photo = Γράψτε λίγα λόγια ή προσθέστε μια φωτογραφία.
report-needs-photo = Γι’ αυτό το είδος προβλήματος χρειάζεται τουλάχιστον μία φωτογραφία.
report-remaining = { $n ->
    [one] Απομένει { $left } χαρακτήρας
   *[other] Απομένουν { $left } χαρακτήρες
}
report-text-too-long = { $n ->
    [one] Η περιγραφή ξεπερνά κατά { $over } χαρακτήρα τους { $max }. Συντομεύστε τη λίγο.
   *[other] Η περιγραφή ξεπερνά κατά { $over } χαρακτήρες τους { $max }. Συντομεύστε τη λίγο.
}
report-text-cut = Το κείμενο ήταν πάρα πολύ μεγάλο: κρατήθηκαν οι πρώτοι { $kept } χαρακτήρες. Η αναφορά χωρά έως { $max }.

report-needs-place = Δείξτε πού βρίσκεται: με το τηλέφωνο, στον χάρτη ή γράφοντας τον δρόμο.
report-from-photo = Από τη φωτογραφία
report-from-phone = Από το τηλέφωνο
report-from-map = Από τον χάρτη
report-from-street = Από το όνομα του δρόμου
report-metres = { $n } μ.
report-source-within = { $source }, με ακρίβεια { $distance }
report-source-rough = { $source }, μόνο κατά προσέγγιση ({ $distance }). Μετακινήστε την πινέζα στο σωστό σημείο.
report-hint-label = Πώς θα το βρει το συνεργείο
report-hint-hint = Για παράδειγμα: απέναντι από το φαρμακείο
report-use-phone = Η θέση μου
report-locating = Το τηλέφωνο ψάχνει τη θέση σας…
report-phone-denied = Η εφαρμογή δεν έχει άδεια για τη θέση σας. Δείξτε το σημείο στον χάρτη ή γράψτε τον δρόμο.
report-phone-off = Η τοποθεσία του τηλεφώνου είναι κλειστή. Ανοίξτε την, ή δείξτε το σημείο στον χάρτη.
report-phone-timed-out = Το τηλέφωνο δεν βρήκε πού βρίσκεστε. Δοκιμάστε ξανά ή δείξτε το σημείο στον χάρτη.
report-mark-on-map = Το τηλέφωνο δεν βρήκε πού βρίσκεστε, και η φωτογραφία τραβήχτηκε αλλού. Δείξτε το σημείο στον χάρτη ή γράψτε τον δρόμο.
report-photo-from-neighbour = Η φωτογραφία τραβήχτηκε έξω από τον δήμο μας ({ $name }). Ρωτάμε το τηλέφωνο πού βρίσκεστε.
report-photo-from-far-away = Η φωτογραφία τραβήχτηκε μακριά από την πόλη. Ρωτάμε το τηλέφωνο πού βρίσκεστε.
report-no-position = Αυτό το σημείο δεν υπάρχει στον χάρτη. Δοκιμάστε ξανά.
report-position-turned = Οι συντεταγμένες είχαν δοθεί ανάποδα και τις γυρίσαμε. Ελέγξτε ότι η πινέζα είναι στη σωστή θέση.
report-outside-neighbour = Το σημείο αυτό ανήκει σε γειτονικό δήμο: { $name }. Αναφέρετέ το εκεί. Αν το πρόβλημα είναι στη δική μας πλευρά ({ $city }), μετακινήστε την πινέζα.
report-outside-neighbour-at = Το σημείο αυτό ανήκει σε γειτονικό δήμο: { $name }. Αναφέρετέ το εκεί: { $where }. Αν το πρόβλημα είναι στη δική μας πλευρά ({ $city }), μετακινήστε την πινέζα.
report-outside-far = Το σημείο αυτό βρίσκεται έξω από τα όριά μας ({ $city }) και δεν μπορούμε να επέμβουμε εκεί. Αν το πρόβλημα είναι στην πόλη, μετακινήστε την πινέζα.
report-street-label = Αναζήτηση δρόμου
report-street-hint = Για παράδειγμα: Εγνατία
report-street-not-found = Δεν βρέθηκε τέτοιος δρόμος στην πόλη. Δοκιμάστε άλλη γραφή ή δείξτε το σημείο στον χάρτη.
report-map-empty = Χάρτης της πόλης. Δεν έχει οριστεί σημείο ακόμη.
report-map-spoken = Χάρτης. Η πινέζα είναι εδώ: { $place }

report-needs-service = Διαλέξτε τι είδους πρόβλημα είναι.
report-no-such-service = Ο δήμος δεν προσφέρει πια αυτή την επιλογή. Διαλέξτε άλλη.
report-service-search-label = Αναζήτηση
report-service-search-hint = Για παράδειγμα: λάμπα, σκουπίδια, λακκούβα
report-service-not-found = Δεν βρέθηκε κάτι με αυτό το όνομα. Δοκιμάστε άλλη λέξη ή κοιτάξτε τις κατηγορίες.
report-services-found = { $n ->
    [one] Βρέθηκε μία επιλογή
   *[other] Βρέθηκαν { $n } επιλογές
}
report-suggestion-spoken = Πρόταση, επειδή γράψατε κάτι σαν «{ $because }»: { $service }

report-emergency = Αν κινδυνεύει κάποιος, καλέστε αμέσως το { $number }. Η αναφορά δεν στέλνεται, γιατί τα συνεργεία του δήμου δεν προλαβαίνουν τέτοιον κίνδυνο. Αν δεν κινδυνεύει κανείς, αλλάξτε την απάντησή σας.
report-emergency-call = Κλήση στο { $number }
report-question-missing = { $question } { $wrong }
report-answer-missing = Χρειάζεται απάντηση.
report-answer-no-such-choice = Διαλέξτε μία από τις επιλογές.
report-answer-too-long = Η απάντηση χωρά έως { $max } χαρακτήρες.
report-answer-out-of-range = Γράψτε έναν αριθμό από { $min } έως { $max }.
report-answer-not-a-number = Γράψτε έναν ακέραιο αριθμό, μόνο με ψηφία.
report-answer-not-a-date = Διαλέξτε μια ημερομηνία.
report-answer-not-past = Διαλέξτε τη σημερινή ή κάποια προηγούμενη ημέρα.
report-answer-not-future = Διαλέξτε μια ημέρα από αύριο και μετά.
report-answer-too-far-ahead = Διαλέξτε μια ημέρα μέσα στους επόμενους έξι μήνες.
report-answer-not-working-day = Εκείνη την ημέρα ο δήμος δεν εργάζεται. Διαλέξτε άλλη.
report-answer-emergency = Υπάρχει κίνδυνος για ανθρώπους.
report-number-hint = Από { $min } έως { $max }
report-past-date-hint = Έως και σήμερα
report-future-date-hint = Εργάσιμη ημέρα, από αύριο

report-nearby-asking = Κοιτάμε αν το έχει αναφέρει ήδη κάποιος κοντά…
report-nearby-none = Δεν υπάρχει ανοιχτή αναφορά για το ίδιο κοντά.
report-nearby-some = { $n ->
    [one] Υπάρχει μία ανοιχτή αναφορά κοντά. Αν είναι η ίδια, υποστηρίξτε την: μετρά όσο και μια νέα.
   *[other] Υπάρχουν { $n } ανοιχτές αναφορές κοντά. Αν κάποια είναι η ίδια, υποστηρίξτε την: μετρά όσο και μια νέα.
}
report-nearby-unanswered = Δεν μπορέσαμε να δούμε αν αναφέρθηκε ήδη. { $why } Συνεχίστε κανονικά.
report-nearby-undecided = { $n ->
    [one] Υπάρχει μία παρόμοια αναφορά κοντά. Ρίξτε μια ματιά.
   *[other] Υπάρχουν { $n } παρόμοιες αναφορές κοντά. Ρίξτε μια ματιά.
}
report-none-of-these = Καμία από αυτές
report-it-is-this = Είναι αυτή
report-it-is-my-own = Είναι η δική μου, από παλιά
report-it-is-this-spoken = { $label }: { $title }, { $place }
report-added-to-own = Το προσθέσαμε στην αναφορά που είχατε ήδη κάνει.
report-supported = Ευχαριστούμε: προσθέσατε τη φωνή σας σε αυτή την αναφορά.
report-supported-later = Ευχαριστούμε: η υποστήριξή σας φυλάχτηκε και θα σταλεί μόλις υπάρξει σύνδεση.

report-anonymous = Χωρίς όνομα
report-anonymous-summary = Χωρίς όνομα
report-contact-needed = Γι’ αυτό το αίτημα ο δήμος πρέπει να μπορεί να σας βρει. Τα στοιχεία σας δεν δημοσιεύονται.
report-contact-name = Ονοματεπώνυμο
report-contact-name-hint = Για παράδειγμα: Μαρία Παπαδοπούλου
report-contact-email = E-mail
report-contact-email-hint = onoma@example.gr
report-contact-phone = Τηλέφωνο
report-contact-phone-hint = Σταθερό ή κινητό
report-contact-needs-name = Γράψτε το όνομά σας, ή επιλέξτε «Χωρίς όνομα» όπου γίνεται.
report-contact-needs-email-or-phone = Γράψτε ένα e-mail ή ένα τηλέφωνο, για να μπορέσουμε να σας βρούμε.
report-contact-bad-email = Αυτό δεν μοιάζει με διεύθυνση e-mail. Ελέγξτε την.
report-contact-bad-phone = Αυτό δεν μοιάζει με αριθμό τηλεφώνου. Ελέγξτε τον.

report-sent = Ευχαριστούμε! Η αναφορά σας φεύγει τώρα για τον δήμο.
report-sent-later = Η αναφορά σας φυλάχτηκε και θα σταλεί μόνη της μόλις υπάρξει σύνδεση.
