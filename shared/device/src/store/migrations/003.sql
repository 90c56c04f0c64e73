-- An act's body as it was first written for the wire: sent as it stands, however often and by whichever version of the app,
-- because the server knows an act again by its bytes. Empty for acts that an older app left; written before they are sent.
ALTER TABLE outbox ADD COLUMN body TEXT;
-- Something that this phone sent came when the job was no longer open: 'taken_back' or 'over'.
ALTER TABLE jobs ADD COLUMN late TEXT;
