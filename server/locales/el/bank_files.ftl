# Τι είναι λάθος ή παράξενο στα αρχεία της τράπεζας. Τα κείμενα ακολουθούν το «Το αρχείο δεν έγινε δεκτό: » και παρόμοια, χωρίς τελεία.

bank-file-unread = το αρχείο δεν διαβάστηκε ως το τέλος (γραμμή { $line }, byte { $byte })
bank-file-empty = το αρχείο δεν έχει κανένα στοιχείο XML
bank-file-truncated = το αρχείο τελειώνει νωρίς (γραμμή { $line }, byte { $byte }), { $open } στοιχεία μένουν ανοιχτά
bank-file-ill-formed = το αρχείο δεν είναι σωστό XML (γραμμή { $line }, byte { $byte })
bank-file-utf8 = το αρχείο δεν είναι UTF-8 (γραμμή { $line }, byte { $byte })
bank-file-encoding = το αρχείο λέει ότι είναι γραμμένο σε { $declared }, ενώ το ISO 20022 είναι UTF-8
bank-file-character = το αρχείο περιέχει τον χαρακτήρα ελέγχου { $code } (γραμμή { $line }, byte { $byte })
bank-file-doctype = το αρχείο δηλώνει τύπο εγγράφου (γραμμή { $line }, byte { $byte }), που κανένα μήνυμα τράπεζας δεν έχει
bank-file-entity = το αρχείο αναφέρεται στην οντότητα &{ $name }; (γραμμή { $line }, byte { $byte }), που δεν ορίζεται στην XML
bank-file-deep = τα στοιχεία του αρχείου έχουν υπερβολικό βάθος (γραμμή { $line }, byte { $byte })
bank-file-long = μια ετικέτα ή ένα κείμενο του αρχείου είναι μεγαλύτερο από κάθε μήνυμα τράπεζας (γραμμή { $line }, byte { $byte })
bank-file-root = το αρχείο δεν είναι μήνυμα τράπεζας (γραμμή { $line }, byte { $byte }): αρχίζει με <{ $found }> και όχι με <Document>
bank-file-no-statement = το αρχείο δεν είναι ούτε αντίγραφο λογαριασμού ούτε ειδοποίηση (γραμμή { $line }, byte { $byte }): περιέχει <{ $found }>
bank-file-nothing = το αρχείο δεν περιέχει ούτε αντίγραφο λογαριασμού ούτε ειδοποίηση
bank-file-entry-large = μια κίνηση (γραμμή { $line }, byte { $byte }) έχει περισσότερες συναλλαγές και κείμενα από όσα διαβάζονται
bank-file-no-balance = το αντίγραφο «{ $statement }» δεν έχει { $side ->
        [opening] αρχικό
       *[closing] τελικό
    } υπόλοιπο
bank-file-balance-currency = το { $side ->
        [opening] αρχικό
       *[closing] τελικό
    } υπόλοιπο του αντιγράφου «{ $statement }» είναι σε { $currency }, ενώ ο δήμος τηρεί βιβλία σε ευρώ
bank-file-balance = το { $side ->
        [opening] αρχικό
       *[closing] τελικό
    } υπόλοιπο του αντιγράφου «{ $statement }» δεν διαβάζεται («{ $text }»): { $why }
bank-file-sum = το αντίγραφο «{ $statement }» δεν συμφωνεί: { $opening } και κινήσεις { $booked } κάνουν { $sum } και όχι { $closing }, δηλαδή { $off } { $way ->
        [little] λιγότερα
       *[much] περισσότερα
    }{ $refused ->
        [0] {""}
        [one] · μία κίνηση δεν διαβάστηκε και δεν μετρήθηκε
       *[other] · { $refused } κινήσεις δεν διαβάστηκαν και δεν μετρήθηκαν
    }{ $waiting ->
        [0] {""}
        [one] · μία κίνηση δεν έχει καταχωριστεί από την τράπεζα και δεν μετρήθηκε
       *[other] · { $waiting } κινήσεις δεν έχουν καταχωριστεί από την τράπεζα και δεν μετρήθηκαν
    }
bank-file-unread-entry = κίνηση { $number } (γραμμή { $line }): { $why }
bank-file-too-much = οι κινήσεις του αντιγράφου «{ $statement }» κάνουν περισσότερα από όσα μετριούνται
bank-file-stopped = η ανάγνωση σταμάτησε
bank-file-no-report = το αρχείο δεν είναι απάντηση σε εντολή (γραμμή { $line }, byte { $byte }): περιέχει <{ $found }>
bank-file-no-answer = το αρχείο δεν λέει τίποτα για καμία εντολή
bank-file-nameless = μια απάντηση (γραμμή { $line }, byte { $byte }) δεν λέει σε ποιο έμβασμα αναφέρεται
bank-file-too-many = το αρχείο απαντά για περισσότερα εμβάσματα από όσα έχει οποιαδήποτε εντολή μας

bank-balance-currency = δεν έχει νόμισμα
bank-balance-direction = δεν λέει αν είναι πιστωτικό ή χρεωστικό

bank-amount-empty = λείπει το ποσό
bank-amount-number = δεν είναι ποσό
bank-amount-fine = είναι λεπτότερο από ένα λεπτό
bank-amount-sign = δεν είναι πάνω από μηδέν
bank-amount-large = είναι πολύ μεγάλο

bank-entry-currency = είναι σε { $currency }, ενώ ο δήμος τηρεί βιβλία σε ευρώ
bank-entry-no-currency = το νόμισμά της λείπει ή δεν υπάρχει («{ $text }»)
bank-entry-amount = το ποσό της «{ $text }» δεν μπορεί να καταχωριστεί: { $why }
bank-entry-no-direction = δεν λέει αν είναι πίστωση ή χρέωση

bank-odd-namespace = ο χώρος ονομάτων «{ $name }» δεν είναι γνωστός· το αρχείο διαβάστηκε με τα ονόματα των στοιχείων του
bank-odd-message = ο χώρος ονομάτων λέει { $said } και το περιεχόμενο είναι { $is }
bank-odd-entries = το αντίγραφο λέει ότι έχει { $said } κινήσεις και έχει { $are }
bank-odd-status = η κατάσταση «{ $code }» δεν είναι γνωστή· η κίνηση θεωρήθηκε μόνο ενημερωτική
bank-odd-date = το «{ $text }» δεν είναι ημερομηνία
bank-odd-currency = μια συναλλαγή είναι σε { $currency } και η κίνησή της σε ευρώ: το ποσό της δεν χρησιμοποιήθηκε
bank-odd-amount = το ποσό μιας συναλλαγής «{ $text }» δεν διαβάζεται: { $why }
bank-odd-no-amount = μία από πολλές συναλλαγές δεν έχει ποσό
bank-odd-charges = έξοδα «{ $text }» δεν διαβάζονται ή δεν είναι σε ευρώ
bank-odd-batch-count = η συγκεντρωτική κίνηση λέει ότι έχει { $said } συναλλαγές και έχει { $are }
bank-odd-batch-total = η συγκεντρωτική κίνηση λέει ότι κάνει { $said } και οι συναλλαγές της κάνουν { $are }
bank-odd-batch-amount = το σύνολο της συγκεντρωτικής κίνησης δεν είναι σε ευρώ ή δεν διαβάζεται: «{ $text }»
bank-odd-cut = το κείμενο μιας συναλλαγής είναι μεγαλύτερο από όσο θα έπρεπε· το υπόλοιπο παραλείφθηκε

bank-order-empty = δεν έχει κανένα έμβασμα
bank-order-identifier = το αναγνωριστικό «{ $id }» δεν το περνούν όλες οι τράπεζες
bank-order-same = δύο εμβάσματα έχουν το αναγνωριστικό «{ $id }»
bank-order-amount = το έμβασμα «{ $id }» είναι { $amount }, που δεν μπορεί να είναι ποσό εμβάσματος
bank-order-payee = το έμβασμα «{ $id }» δεν ονομάζει δικαιούχο
bank-order-payer = ο δήμος, που πληρώνει, δεν έχει όνομα
bank-order-text = το κείμενο του εμβάσματος «{ $id }» είναι πολύ μεγάλο
bank-order-bic = το «{ $bic }» δεν είναι BIC
bank-order-too-much = τα εμβάσματά της κάνουν περισσότερα από όσα μετριούνται
