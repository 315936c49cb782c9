-- Hearing of events: in an order that readers can go on from, and by webhooks.

-- Where a reader of events stands: numbers of one organization in the order of the commits, so that a number that was
-- seen leaves none before it unseen. Given at the commit, under a lock that is then held as short as can be.
ALTER TABLE sallyport.events ADD COLUMN sequence bigint;
CREATE UNIQUE INDEX ON sallyport.events (organization_id, sequence);
CREATE FUNCTION sallyport.number_event() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sallyport events ' || NEW.organization_id, 0));
  UPDATE sallyport.events SET sequence = 1 + coalesce(
      (SELECT max(sequence) FROM sallyport.events WHERE organization_id = NEW.organization_id), 0)
    WHERE organization_id = NEW.organization_id AND id = NEW.id;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION sallyport.number_event() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER numbered AFTER INSERT ON sallyport.events
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.sequence IS NULL)
  EXECUTE FUNCTION sallyport.number_event();
-- Who adds removes what is older than three months.
GRANT DELETE ON sallyport.events TO :engine;

-- Where an organization wants to be told of its events.
CREATE TABLE sallyport.webhooks (
  organization_id uuid NOT NULL REFERENCES sallyport.organizations,
  id uuid NOT NULL,
  url text NOT NULL CHECK (length(url) BETWEEN 1 AND 2048),
  -- None: all of them.
  event_types text[] NOT NULL,
  status text NOT NULL CHECK (status IN ('enabled', 'disabled')),
  -- Counts the secrets it has had. The one before signs too until its time is over.
  version integer NOT NULL CHECK (version > 0),
  sealed bytea NOT NULL,
  previous_sealed bytea,
  previous_until timestamptz,
  -- Of the last attempt, where it failed: a word and no more.
  last_error text CHECK (length(last_error) <= 100),
  last_delivery_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, id)
);
ALTER TABLE sallyport.webhooks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY one_organization ON sallyport.webhooks
  USING (organization_id = (SELECT sallyport.current_organization()))
  WITH CHECK (organization_id = (SELECT sallyport.current_organization()));
GRANT SELECT, INSERT, DELETE,
    UPDATE (status, version, sealed, previous_sealed, previous_until, last_error, last_delivery_at)
  ON sallyport.webhooks TO :engine;
SELECT sallyport_deployment.follow_key('webhooks', 'sealed'), sallyport_deployment.follow_key('webhooks', 'previous_sealed');
