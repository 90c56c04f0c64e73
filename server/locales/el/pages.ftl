# Οι δημόσιες σελίδες. Ό,τι λέγεται και στα τηλέφωνα (καταστάσεις, χρονολόγιο, βήματα) βρίσκεται στο my_reports.ftl.

page-skip = Μετάβαση στο περιεχόμενο
page-nav = Κύρια πλοήγηση
page-nav-list = Αναφορές
page-nav-map = Χάρτης
page-nav-pay = Πληρωμές
page-language = Γλώσσα
page-call = Τηλεφωνήστε στον δήμο
page-contact = Επικοινωνία
page-emergency = Αν κινδυνεύει κάποιος, καλέστε αμέσως το { $number }.
page-privacy = Προσωπικά δεδομένα
page-accessibility = Προσβασιμότητα
page-credits = Πηγές και άδειες
page-footer = Πληροφορίες
page-open-data = Δεδομένα για προγραμματιστές (API)
page-no-names = Καμία σελίδα εδώ δεν γράφει ποιος έκανε μια αναφορά.

page-face-all = Όλες
page-face-open = Ανοιχτές
page-face-fixed = Αποκαταστάθηκαν
page-face-closed = Έκλεισαν
page-one-open = Ανοιχτή
page-one-fixed = Αποκαταστάθηκε
page-one-closed = Έκλεισε
page-in-the-city = μέσα στον δήμο

page-home-title = Τι αναφέρθηκε στην πόλη
page-home-about = { $what }: τι ανέφεραν οι πολίτες, πού βρίσκεται και τι έχει γίνει.
page-home-heading = Η πόλη φτιάχνεται με όσα βλέπετε
page-home-lead = Λακκούβες, καμένες λάμπες, σκουπίδια: εδώ βλέπετε τι ανέφεραν οι πολίτες, ποια υπηρεσία το ανέλαβε και τι έχει ήδη αποκατασταθεί.
page-home-how = Αναφορά γίνεται από την εφαρμογή του δήμου στο κινητό: μια φωτογραφία και λίγα λόγια αρκούν, χωρίς όνομα αν θέλετε.
page-home-figures = Οι αναφορές με μια ματιά
page-home-newest = Τελευταίες αναφορές
page-home-all = Δείτε όλες τις αναφορές
page-home-map = Δείτε τις στον χάρτη
page-home-find = Έχετε αριθμό αναφοράς;

page-list-heading = Αναφορές
page-list-about = Τι ανέφεραν οι πολίτες, από την πιο πρόσφατη, με την κατάσταση κάθε αναφοράς.
page-list-face = Κατάσταση
page-list-here = Οι αναφορές
page-list-on-map = Δείτε τις στον χάρτη
page-filter-what = Είδος προβλήματος
page-filter-everything = Όλα τα είδη
page-filter-whole-group = Όλα: { $what }
page-filter-show = Εμφάνιση
page-filter-clear = Χωρίς φίλτρα
page-find-label = Αριθμός αναφοράς
page-find-hint = π.χ. { $what }
page-find = Αναζήτηση
page-find-missed = Δεν βρέθηκε δημόσια αναφορά με αριθμό «{ $what }». Ελέγξτε τον αριθμό· κάποια είδη αναφορών δεν δημοσιεύονται και φαίνονται μόνο στην εφαρμογή.
page-list-older = Παλαιότερες αναφορές
page-list-newest = Πίσω στις πιο πρόσφατες
page-pages = Σελίδες της λίστας
page-empty-all = Δεν υπάρχουν ακόμη αναφορές
page-empty-all-detail = Μόλις κάποιος αναφέρει κάτι από την εφαρμογή του δήμου, θα φανεί εδώ.
page-empty-filtered = Καμία αναφορά με αυτά τα φίλτρα
page-empty-filtered-detail = Δοκιμάστε άλλο είδος ή άλλη κατάσταση.
page-empty-end = Δεν υπάρχουν παλαιότερες αναφορές

page-report-title = { $service } · { $number }
page-report-number = Αριθμός
page-report-state = Κατάσταση
page-report-kind = Είδος
page-report-where = Πού
page-report-area = Περιοχή
page-report-when = Αναφέρθηκε
page-report-department = Αρμόδια υπηρεσία
page-report-due = Προθεσμία
page-report-supporters = Το αναφέρουν και
page-report-rating = Βαθμολογία
page-report-facts = Στοιχεία
page-report-description = Περιγραφή
page-report-no-description = Χωρίς περιγραφή· δείτε τις φωτογραφίες.
page-report-photos = Φωτογραφίες
page-report-pair = Πριν και μετά
page-report-timeline = Τι έγινε
page-report-steps = Πώς ελέγχθηκε, βήμα βήμα
page-report-map = Στον χάρτη
page-report-larger-map = Μεγαλύτερος χάρτης
page-report-all = Όλες οι αναφορές
page-photo-report = η φωτογραφία της αναφοράς
page-photo-alt = { $service }: { $what } ({ $n } από { $total })
page-said-absorbed = Μια άλλη αναφορά για το ίδιο θέμα ενώθηκε με αυτή
page-stars = { $n ->
    [one] 1 αστέρι στα 5
   *[other] { $number } αστέρια στα 5
}

page-map-heading = Χάρτης αναφορών
page-map-about = Οι αναφορές των πολιτών στον χάρτη της πόλης.
page-map-name = { $n ->
    [0] Χάρτης χωρίς αναφορές
    [one] Χάρτης με 1 αναφορά
   *[other] Χάρτης με { $number } αναφορές
}
page-map-of-one = Χάρτης του σημείου: { $what }
page-map-pin = { $service }, { $place }, { $state }, { $number }
page-map-many = { $number } αναφορές μαζί: { $faces }. Δείτε από πιο κοντά
page-map-many-open = { $n ->
    [one] 1 ανοιχτή
   *[other] { $number } ανοιχτές
}
page-map-many-fixed = { $n ->
    [one] 1 αποκαταστάθηκε
   *[other] { $number } αποκαταστάθηκαν
}
page-map-many-closed = { $n ->
    [one] 1 έκλεισε
   *[other] { $number } έκλεισαν
}
page-map-shown = { $n ->
    [0] Καμία αναφορά σε αυτό το μέρος του χάρτη.
    [one] 1 αναφορά σε αυτό το μέρος του χάρτη.
   *[other] { $number } αναφορές σε αυτό το μέρος του χάρτη.
}
page-map-shown-newest = Ο χάρτης δείχνει τις { $number } πιο πρόσφατες αναφορές. Πλησιάστε για να δείτε και τις υπόλοιπες.
page-map-look = Μετακίνηση στον χάρτη
page-map-whole-city = Όλη η πόλη
page-map-places = Περιοχές
page-map-closer = Πιο κοντά
page-map-further = Πιο μακριά
page-map-north = Βόρεια
page-map-south = Νότια
page-map-east = Ανατολικά
page-map-west = Δυτικά
page-map-legend = Υπόμνημα
page-map-legend-many = Πολλές αναφορές μαζί
page-map-legend-neighbour = Γειτονικοί δήμοι
page-map-legend-landmark = Σημεία αναφοράς
page-map-street-label = Οδός
page-map-street = Βρείτε οδό
page-map-street-found = Ο χάρτης δείχνει: { $what }
page-map-street-missed = Δεν βρέθηκε οδός «{ $what }». Δοκιμάστε άλλη γραφή.
page-map-street-others = Μήπως εννοείτε:
page-map-here = Οι πιο πρόσφατες σε αυτό το μέρος
page-map-empty-detail = Πηγαίνετε αλλού στον χάρτη, δείτε όλη την πόλη ή αλλάξτε τα φίλτρα.
page-map-in-list = Δείτε τις σε λίστα

page-missing-title = Η σελίδα δεν βρέθηκε
page-missing-detail = Δεν υπάρχει κάτι σε αυτή τη διεύθυνση ή δεν είναι δημόσιο. Κάποια είδη αναφορών τα βλέπουν μόνο όσοι τις έκαναν, στην εφαρμογή.
page-error-request = Αν μιλήσετε με τον δήμο γι' αυτό, πείτε τον κωδικό: { $what }
page-error-home = Στην αρχική σελίδα

page-privacy-heading = Προσωπικά δεδομένα
page-privacy-about = Τι δημοσιεύεται, τι όχι και τι κρατά αυτός ο ιστότοπος.
page-privacy-public = Τι δημοσιεύεται
page-privacy-public-text = Για τα είδη αναφορών που είναι δημόσια: το είδος, το σημείο, η περιγραφή, οι φωτογραφίες, τα σχόλια και η πορεία της αναφοράς. Οι φωτογραφίες δημοσιεύονται χωρίς στοιχεία κάμερας, ώρας και θέσης.
page-privacy-never = Τι δεν δημοσιεύεται ποτέ
page-privacy-never-text = Ονόματα, τηλέφωνα και διευθύνσεις e-mail, οι απαντήσεις στις ερωτήσεις του δήμου και όσα γράφει ο δήμος σε όποιον έκανε την αναφορά. Φυλάσσονται χωριστά και τα βλέπει μόνο όποιος τα χρειάζεται για τη δουλειά του.
page-privacy-visit = Η επίσκεψή σας
page-privacy-visit-text = Δεν υπάρχει παρακολούθηση, διαφήμιση ή λογαριασμός. Ένα cookie, το «lang», θυμάται για έναν χρόνο τη γλώσσα, και μόνο αν τη διαλέξετε. Το αρχείο καταγραφής του διακομιστή δεν κρατά προσωπικά δεδομένα.
page-privacy-tiles = Το υπόβαθρο του χάρτη φορτώνεται από τον διακομιστή { $what }, που έτσι βλέπει τη διεύθυνση δικτύου σας.
page-privacy-ask = Τα δικαιώματά σας
page-privacy-ask-text = Είδατε δικά σας στοιχεία, ένα πρόσωπο ή μια πινακίδα σε μια αναφορά; Πείτε μας τον αριθμό της και θα διορθωθεί:

page-access-heading = Προσβασιμότητα
page-access-about = Πόσο εύκολα χρησιμοποιούν όλοι αυτές τις σελίδες, και πώς να μας πείτε τι δεν πάει καλά.
page-access-aim = Ο στόχος
page-access-aim-text = Οι σελίδες έχουν φτιαχτεί ώστε να πληρούν τις οδηγίες WCAG 2.2, επίπεδο AA: λειτουργούν με πληκτρολόγιο και αναγνώστη οθόνης, χωρίς JavaScript, με μεγέθυνση έως 400 %, με σκούρα χρώματα και σε πλάτος 320 εικονοστοιχείων.
page-access-map = Ο χάρτης
page-access-map-text = Κάθε σημείο του χάρτη είναι σύνδεσμος με όνομα. Ό,τι δείχνει ο χάρτης υπάρχει και ως λίστα.
page-access-known = Τι γνωρίζουμε ότι λείπει
page-access-known-text = Οι φωτογραφίες των πολιτών έχουν μόνο γενική περιγραφή. Οι σελίδες ελέγχονται αυτόματα σε κάθε αλλαγή, αλλά δεν έχουν δοκιμαστεί ακόμη από χρήστες με αναπηρία.
page-access-tell = Κάτι σας δυσκολεύει;
page-access-tell-text = Πείτε μας το και θα σας δώσουμε την πληροφορία με άλλον τρόπο:
