-- Whoever replaces a credential begins another lineage: what a refresh of the one before still brings is dropped.

ALTER TABLE sallyport.credentials
  ADD COLUMN lineage integer NOT NULL DEFAULT 1 CHECK (lineage > 0);
GRANT UPDATE (lineage) ON sallyport.credentials TO :engine;
