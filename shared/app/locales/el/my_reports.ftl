# Πού βρίσκεται μια αναφορά· κοινό για κάθε λίστα
state-submitted = Παραλήφθηκε
state-triaged = Εξετάζεται
state-assigned = Ανατέθηκε σε υπηρεσία
state-scheduled = Στο πρόγραμμα συνεργείου
state-in_progress = Αποκαθίσταται
state-resolved = Αποκαταστάθηκε
state-confirmed = Αποκαταστάθηκε και επιβεβαιώθηκε
state-reopened = Άνοιξε ξανά
state-needs_info = Περιμένει απάντηση
state-needs_info-you = Ο δήμος σάς κάνει μια ερώτηση
state-forwarded = Διαβιβάστηκε σε άλλον φορέα
state-duplicate = Έχει ήδη αναφερθεί
state-rejected = Έκλεισε χωρίς ενέργεια
state-withdrawn = Ανακλήθηκε
row-supporters = { $n ->
    [one] ακόμη 1 άτομο
   *[other] ακόμη { $number } άτομα
}
row-changed = Νέο
row-wedged = Χρειάζεται την προσοχή σας
row-unsent = Δεν έχει σταλεί ακόμη
row-no-number = Χωρίς αριθμό ακόμη

# Οι λίστες
my-reports-title = Οι αναφορές μου
shelf-mine = Δικές μου
shelf-following = Παρακολουθώ
mine-empty = Δεν έχετε αναφέρει κάτι ακόμη. Ξεκινήστε από την «Αναφορά»: αρκούν μια φωτογραφία και λίγα λόγια.
following-empty = Δεν παρακολουθείτε καμία αναφορά ακόμη. Δείτε την «Πόλη μου»: πείτε «κι εγώ» ή παρακολουθήστε ό,τι σας αφορά.

# Ό,τι δεν έχει παραδοθεί ακόμη
unsent-report = Αναφορά: { $service }
unsent-support = «Κι εγώ»
unsent-follow = Παρακολούθηση
unsent-unfollow = Τέλος παρακολούθησης
unsent-comment = Σχόλιο
unsent-answer = Απάντηση
unsent-rate = Βαθμολογία
unsent-reopen = «Δεν διορθώθηκε»
unsent-withdraw = Ανάκληση
unsent-start-job = Έναρξη εργασίας
unsent-close-job = Ολοκλήρωση εργασίας
unsent-cannot-do-job = Επιστροφή εργασίας
unsent-note-job = Σημείωση εργασίας
unsent-photo-job = Φωτογραφία εργασίας
unsent-order-jobs = Σειρά εργασιών
unsent-more = { $n ->
    [one] και ακόμη ένα
   *[other] και ακόμη { $number }
}
unsent-waits = Περιμένει τη σειρά του
unsent-waits-network = Περιμένει το δίκτυο
unsent-again-at = Νέα προσπάθεια στις { $time }
unsent-sending = Στέλνεται
unsent-wedged = Ο δήμος δεν το δέχτηκε: { $why }
unsent-photos = { $n ->
    [one] μία φωτογραφία
   *[other] { $n } φωτογραφίες
}
unsent-photo-gone = Μια φωτογραφία δεν υπάρχει πια στο τηλέφωνο. Στείλτε το χωρίς αυτήν ή τραβήξτε άλλη.
unsent-photo-gone-only = Η φωτογραφία δεν υπάρχει πια στο τηλέφωνο. Απορρίψτε το και τραβήξτε άλλη.
unsent-without-photo = Αποστολή χωρίς αυτήν
unsent-rescued = Σώθηκε από αλλοιωμένα δεδομένα· ίσως έχει ήδη σταλεί. Να σταλεί ξανά;
unsent-retry = Στείλτε ξανά
unsent-edit = Επεξεργασία
unsent-to-draft = Να γίνει πάλι πρόχειρο
unsent-discard = Απόρριψη
unsent-discard-sure = Σίγουρα απόρριψη;
unsent-is-sending = Στέλνεται αυτή τη στιγμή. Περιμένετε λίγο.
unsent-was-sent = Έχει ήδη σταλεί.
unsent-is-draft = Η αναφορά έγινε πάλι πρόχειρο: θα τη βρείτε στην «Αναφορά».
unsent-discarded = Απορρίφθηκε.
wedged-wrong-state = η αναφορά έχει προχωρήσει στο μεταξύ.
wedged-not-found = η αναφορά δεν υπάρχει πια.
wedged-outside = το σημείο βρίσκεται έξω από τον δήμο.
wedged-photo = κάποια φωτογραφία δεν έγινε δεκτή. Αφαιρέστε την ή διαλέξτε άλλη.
wedged-text = το κείμενο λείπει ή είναι πολύ μεγάλο.
wedged-contact = το όνομα ή τα στοιχεία επικοινωνίας λείπουν ή δεν είναι σωστά.
wedged-service = η υπηρεσία ή κάποια απάντηση δεν ισχύει πια.
wedged-forbidden = αυτό το τηλέφωνο δεν έχει το δικαίωμα.
wedged-key-reused = ο δήμος το έχει ήδη.
wedged-other = δεν δόθηκε λόγος. Δοκιμάστε ξανά ή τηλεφωνήστε στον δήμο.

# Η σελίδα μιας αναφοράς
ticket-title = Αναφορά
ticket-fetching = Μια στιγμή…
ticket-unknown = Αυτή η αναφορά δεν βρέθηκε.
ticket-map = Χάρτης του σημείου
ticket-map-near = Χάρτης του σημείου: { $place }
ticket-answer = { $question }: { $answer }
ticket-answer-asked = { $question } { $answer }
ticket-duplicate-of = Ίδια με την { $number }
ticket-duplicate-detail = Η υπόθεση συνεχίζεται εκεί και θα ενημερώνεστε.
due-by = Πρέπει να αποκατασταθεί έως: { $day }
due-late = Έπρεπε να αποκατασταθεί έως: { $day }. Έχει καθυστερήσει.
due-scheduled = Το συνεργείο έρχεται: { $day }
due-rejected = Έκλεισε χωρίς ενέργεια: { $reason }
due-forwarded = Διαβιβάστηκε: { $reason }
due-fixed-hour = Αποκαταστάθηκε μέσα σε μία ώρα
due-fixed-hours = { $n ->
    [one] Αποκαταστάθηκε μέσα σε μία ώρα
   *[other] Αποκαταστάθηκε μέσα σε { $n } ώρες
}
due-fixed-days = { $n ->
    [one] Αποκαταστάθηκε μέσα σε μία ημέρα
   *[other] Αποκαταστάθηκε μέσα σε { $n } ημέρες
}
photo-before = πριν από την εργασία
photo-after = μετά την εργασία
photo-follow-up = προστέθηκε αργότερα
ticket-write = Το μήνυμά σας
ticket-write-answer = Η απάντησή σας στον δήμο
ticket-write-fixed = Πώς είναι τώρα; Γράψτε ό,τι θέλετε· αν δεν διορθώθηκε, βοηθά και μια φωτογραφία
ticket-write-comment = Θέλετε να προσθέσετε κάτι;
ticket-write-nothing = Δεν χρειάζεται να γράψετε κάτι εδώ αυτή τη στιγμή.
ticket-too-long = { $n ->
    [one] Ένας χαρακτήρας παραπάνω
   *[other] { $n } χαρακτήρες παραπάνω
}
ticket-left = { $n ->
    [one] Απομένει ένας χαρακτήρας
   *[other] Απομένουν { $n } χαρακτήρες
}
ticket-photo-preparing = Η φωτογραφία ετοιμάζεται…
ticket-photos-full = Έως { $n } φωτογραφίες.
ticket-photos-enough = Δεν χωρά άλλη φωτογραφία.
ticket-add-photo = Προσθέστε φωτογραφία
ticket-keeping = Αποθηκεύεται…
ticket-shorten = Συντομεύστε πρώτα το κείμενο.
ticket-write-first = Γράψτε πρώτα κάτι ή προσθέστε φωτογραφία.
ticket-answer-send = Στείλτε την απάντηση
ticket-comment-send = Στείλτε το σχόλιο
ticket-rate = Βαθμολογήστε την αποκατάσταση
ticket-reopen = Δεν διορθώθηκε
ticket-reopen-needs = Γράψτε τι δεν πάει καλά ή δείξτε το με μια φωτογραφία.
ticket-reopen-too-late = { $n ->
    [one] Αυτό δηλώνεται έως μία ημέρα μετά την αποκατάσταση. Αν το πρόβλημα επανήλθε, κάντε νέα αναφορά.
   *[other] Αυτό δηλώνεται έως { $n } ημέρες μετά την αποκατάσταση. Αν το πρόβλημα επανήλθε, κάντε νέα αναφορά.
}
ticket-withdraw = Ανακαλέστε την αναφορά
ticket-withdraw-sure = Ναι, να ανακληθεί
ticket-withdraw-warning = Αν ανακαλέσετε την αναφορά, ο δήμος σταματά να ασχολείται. Πατήστε ξανά αν είστε βέβαιοι.
ticket-support = Κι εγώ
ticket-follow = Παρακολουθήστε την
ticket-unfollow = Σταματήστε να παρακολουθείτε
ticket-share = Κοινοποιήστε

# Ό,τι έκανε κάποιος φυλάχτηκε
kept-offline = Φυλάχτηκε στο τηλέφωνό σας. Θα σταλεί στον δήμο μόνο του μόλις υπάρξει σύνδεση.
kept-comment = Ευχαριστούμε. Το σχόλιό σας πηγαίνει στον δήμο.
kept-answer = Ευχαριστούμε. Η απάντησή σας πηγαίνει στον δήμο.
kept-rate = Ευχαριστούμε για τη βαθμολογία σας.
kept-reopen = Ευχαριστούμε που μας το είπατε. Ο δήμος θα το ξαναδεί.
kept-withdraw = Η αναφορά ανακαλείται.
kept-support = Ευχαριστούμε. Μετράτε κι εσείς και θα βλέπετε πώς προχωρά.
kept-follow = Θα βλέπετε πώς προχωρά.
kept-unfollow = Δεν παρακολουθείτε πια αυτή την αναφορά.

# Τι έγινε
timeline-pending = δεν έχει σταλεί ακόμη
said-reported = Έγινε η αναφορά
said-reported-you = Κάνατε την αναφορά
said-triaged = Η αναφορά ελέγχθηκε και προωθήθηκε
said-assigned = Αρμόδια υπηρεσία: { $who }
said-scheduled = Προγραμματίστηκε για: { $day } · { $crew }
said-comment-you = Γράψατε
said-comment-reporter = Έγραψε όποιος έκανε την αναφορά
said-comment-citizen = Έγραψε ένας πολίτης
said-comment-crew = Έγραψε το συνεργείο
said-comment-city = Έγραψε ο δήμος
said-photo = Προστέθηκε φωτογραφία
said-photo-you = Προσθέσατε φωτογραφία
said-photo-before = Φωτογραφία πριν από την εργασία
said-photo-after = Φωτογραφία μετά την εργασία
said-supported-you = Είπατε «κι εγώ»
said-supported = { $n ->
    [one] Ακόμη ένα άτομο λέει «κι εγώ»
   *[other] «Κι εγώ»: ακόμη { $number } άτομα ως τώρα
}
said-absorbed = Η { $number } αφορά το ίδιο θέμα και ενώθηκε με αυτή την αναφορά
said-merged = Ενώθηκε με την { $number }, που αφορά το ίδιο θέμα
said-rated = { $stars ->
    [one] Η αποκατάσταση βαθμολογήθηκε: 1 αστέρι στα 5
   *[other] Η αποκατάσταση βαθμολογήθηκε: { $stars } αστέρια στα 5
}
said-rated-you = { $stars ->
    [one] Βαθμολογήσατε την αποκατάσταση: 1 αστέρι στα 5
   *[other] Βαθμολογήσατε την αποκατάσταση: { $stars } αστέρια στα 5
}
moved-triage = Ο δήμος εξέτασε την αναφορά
moved-assign = Ανατέθηκε σε αρμόδια υπηρεσία
moved-schedule = Μπήκε στο πρόγραμμα συνεργείου
moved-start = Το συνεργείο ξεκίνησε
moved-resolve = Ο δήμος δηλώνει ότι αποκαταστάθηκε
said-could-not = Το συνεργείο δεν μπόρεσε να το κάνει: { $reason }
could-not-not_found = δεν βρήκε τίποτα εκεί
could-not-no_access = δεν υπήρχε πρόσβαση
could-not-other_crew = χρειάζεται άλλο συνεργείο
said-worked-late = { $crew }: εργάστηκε εδώ ενώ η εργασία δεν ήταν πια δική του: { $what }
said-worked-late-over = { $crew }: έστειλε κι άλλα για εργασία που είχε ήδη κλείσει: { $what }
late-started = έναρξη, { $when }
late-noted = σημείωση ή φωτογραφία, { $when }
late-done = έγινε, { $when }
late-not-done = δεν μπόρεσε να γίνει, { $when }: { $reason }
could-not-no_material = έλειπε υλικό ή μηχάνημα
could-not-not_ours = δεν ανήκει στον δήμο
could-not-unsafe = ήταν επικίνδυνο εκείνη τη στιγμή
could-not-other = για άλλον λόγο
moved-give-back = Επέστρεψε από το συνεργείο· ο δήμος το προγραμματίζει ξανά
moved-confirm-you = Επιβεβαιώσατε ότι αποκαταστάθηκε
moved-confirm = Όποιος έκανε την αναφορά επιβεβαίωσε την αποκατάσταση
moved-confirm-rule = Θεωρείται επιβεβαιωμένη: δεν υπήρξε αντίρρηση εγκαίρως
moved-reopen-you = Είπατε ότι δεν διορθώθηκε
moved-reopen = Δηλώθηκε ότι δεν διορθώθηκε
moved-reopen-city = Ο δήμος την άνοιξε ξανά
moved-ask-you = Ο δήμος σάς ρώτησε
moved-ask = Ο δήμος ρώτησε όποιον έκανε την αναφορά
moved-answer-you = Απαντήσατε
moved-answer = Δόθηκε απάντηση στην ερώτηση του δήμου
moved-forward = Ο δήμος τη διαβίβασε σε άλλον φορέα
moved-take-back = Επέστρεψε στον δήμο
moved-merge = Ενώθηκε με άλλη αναφορά για το ίδιο θέμα
moved-split = Έγινε πάλι ξεχωριστή αναφορά
moved-reject = Ο δήμος την έκλεισε χωρίς ενέργεια
moved-withdraw-you = Ανακαλέσατε την αναφορά
moved-withdraw = Η αναφορά ανακλήθηκε
corrected-service = Ο δήμος διόρθωσε την υπηρεσία: { $before } → { $after }
corrected-priority = Άλλαξε η προτεραιότητα: { $before } → { $after }
corrected-position = Ο δήμος διόρθωσε το σημείο
corrected-due = Άλλαξε η προθεσμία: { $before } → { $after }

# Ο έλεγχος, βήμα βήμα
step-place-inside = Το σημείο βρίσκεται μέσα στον δήμο.
step-place-area = Περιοχή: { $area }.
step-place-area-street = Περιοχή: { $area }, { $street }.
step-place-only-street = Σημείο: { $street }.
step-place-street = κοντά στην οδό { $street }
step-place-street-away = { $distance } από την οδό { $street }
step-service = Υπηρεσία: { $service }, όπως επιλέχθηκε.
step-service-other = Υπηρεσία: { $service }, όπως επιλέχθηκε· το κείμενο ταιριάζει περισσότερο στο «{ $suggested }».
step-service-because = Υπηρεσία: { $service }, όπως επιλέχθηκε· το «{ $word }» ταιριάζει περισσότερο στο «{ $suggested }».
step-no-duplicates = Δεν υπάρχει κοντά άλλη ανοιχτή αναφορά αυτού του είδους.
step-duplicates = Ίσως είναι ίδια με: { $reports }.
step-duplicate = { $number } (σε { $distance })
priority-low = χαμηλή
priority-normal = κανονική
priority-high = υψηλή
priority-urgent = επείγουσα
step-priority = Προτεραιότητα: { $level }.
step-priority-because = Προτεραιότητα: { $level }. Γιατί: { $reasons }.
step-priority-service = η υπηρεσία ξεκινά από «{ $level }»
step-priority-danger = το «{ $word }» δείχνει κίνδυνο
step-priority-answer = μετρά η απάντηση στο «{ $question }»
step-priority-supporters = { $n ->
    [one] το αναφέρει ακόμη ένα άτομο
   *[other] το αναφέρουν ακόμη { $number } άτομα
}
step-routed = Αρμόδια υπηρεσία: { $who }, όπως πάντα σε τέτοια αιτήματα.
step-routed-rule = Αρμόδια υπηρεσία: { $who } ({ $rule }).
step-due = { $n ->
    [one] Πρέπει να αποκατασταθεί έως: { $day }. Προβλέπεται μία εργάσιμη ώρα.
   *[other] Πρέπει να αποκατασταθεί έως: { $day }. Προβλέπονται { $n } εργάσιμες ώρες.
}
