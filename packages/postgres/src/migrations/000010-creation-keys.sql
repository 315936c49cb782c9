-- A key by which whoever connects an account names the request, so that asking again makes no second connector.

ALTER TABLE sallyport.connectors
  ADD COLUMN idempotency_key text CHECK (length(idempotency_key) BETWEEN 1 AND 255),
  -- SHA-256 of what was asked for, without the secrets.
  ADD COLUMN request_hash bytea CHECK (octet_length(request_hash) = 32),
  ADD CHECK ((idempotency_key IS NULL) = (request_hash IS NULL));
CREATE UNIQUE INDEX connectors_idempotency_key
  ON sallyport.connectors (organization_id, workspace_id, idempotency_key)
  WHERE idempotency_key IS NOT NULL;
