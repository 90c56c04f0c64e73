# Τι ήταν παράξενο σε ένα αρχείο της τράπεζας χωρίς να είναι λάθος.

statement-entry-refused = Η κίνηση { $number } δεν καταχωρίστηκε: { $why }.
statement-entry-contradicts = Η κίνηση { $reference } είχε έρθει με άλλο ποσό. Δεν έγινε τίποτα· παρακαλούμε ρωτήστε την τράπεζα.
statement-entry-without-reference = Η κίνηση { $reference } της ειδοποίησης δεν έχει αναφορά της τράπεζας: καταχωρίζεται όταν τη δείξει αντίγραφο λογαριασμού.
statement-entry-odd = Κίνηση { $reference }: { $remark }.
statement-numbers-missing = Πριν από το αντίγραφο λογαριασμού { $statement } λείπουν οι αριθμοί { $from } έως { $to }.
statement-balance-gap = Το αντίγραφο λογαριασμού { $statement } αρχίζει με { $begins }, ενώ το προηγούμενο τελείωσε με { $ended }.
