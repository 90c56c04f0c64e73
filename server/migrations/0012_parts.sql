-- In the how-many-th of its file a statement stands. None for one that was written anew: what it tells of is looked at once.
ALTER TABLE statements ADD COLUMN part INTEGER;
