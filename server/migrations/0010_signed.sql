-- What a treasurer would decide on a fact from the city's limit on, until another says the same.
ALTER TABLE parked ADD COLUMN proposed    TEXT; -- the provider's name for the payment, if one was given; else ''
ALTER TABLE parked ADD COLUMN proposed_by TEXT;
