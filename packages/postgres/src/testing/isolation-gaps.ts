import type { Connection } from '../connection.ts'
import { queryAs } from '../query-as.ts'

/**
 * What a table of the schema `sallyport` lacks of the isolation between organizations, a line for each
 * gap. Every row belongs to an organization, its policy says so, and no key compares rows of two: a
 * conflict with a row that cannot be seen would tell that it is there.
 */
export async function findIsolationGaps(administrator: Connection): Promise<string[]> {
  const rows = await queryAs<{ gap: string }>(administrator, GAPS)
  return rows.map(({ gap }) => gap)
}

const CONDITION = '(organization_id = ( SELECT sallyport.current_organization() AS current_organization))'

const GAPS = `
WITH tables AS (
  SELECT c.oid, c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced, c.relowner
  FROM pg_class c WHERE c.relnamespace = 'sallyport'::regnamespace AND c.relkind IN ('r', 'p', 'f')
), belonging AS (
  SELECT attrelid AS oid, attnum FROM pg_attribute
  WHERE attname = 'organization_id' AND atttypid = 'uuid'::regtype AND attnotnull AND NOT attisdropped
)
SELECT name || ': ' || gap AS gap FROM (
  SELECT name, 'rows belong to no organization' AS gap FROM tables
    WHERE oid NOT IN (SELECT oid FROM belonging)
  UNION ALL SELECT name, 'row-level security is not enabled' FROM tables WHERE NOT enabled
  UNION ALL SELECT name, 'row-level security does not bind the owner' FROM tables WHERE NOT forced
  UNION ALL SELECT name, 'it belongs to a role that logs in' FROM tables t
    JOIN pg_roles r ON r.oid = t.relowner WHERE r.rolcanlogin
  UNION ALL SELECT name, 'there is no policy of one organization' FROM tables t WHERE NOT EXISTS (
    SELECT FROM pg_policies p WHERE p.schemaname = 'sallyport' AND p.tablename = t.name AND p.cmd = 'ALL'
      AND p.roles = '{public}' AND p.qual = '${CONDITION}' AND p.with_check = '${CONDITION}')
  UNION ALL SELECT tablename, 'the policy ' || policyname || ' lets in more' FROM pg_policies
    WHERE schemaname = 'sallyport' AND permissive = 'PERMISSIVE'
      AND (qual IS DISTINCT FROM '${CONDITION}' OR with_check IS DISTINCT FROM '${CONDITION}')
  UNION ALL SELECT t.name, 'the key ' || i.indexrelid::regclass || ' spans organizations'
    FROM tables t JOIN pg_index i ON i.indrelid = t.oid LEFT JOIN belonging b ON b.oid = t.oid
    WHERE i.indisunique AND i.indkey[0] IS DISTINCT FROM b.attnum
  UNION ALL SELECT t.name, 'the reference ' || k.conname || ' spans organizations'
    FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid LEFT JOIN belonging b ON b.oid = t.oid
    LEFT JOIN belonging f ON f.oid = k.confrelid
    WHERE k.contype = 'f' AND (k.conkey[1] IS DISTINCT FROM b.attnum OR k.confkey[1] IS DISTINCT FROM f.attnum)
  UNION ALL SELECT t.name, 'everybody may ' || lower(p.privilege_type)
    FROM tables t JOIN information_schema.table_privileges p
      ON p.table_schema = 'sallyport' AND p.table_name = t.name WHERE p.grantee = 'PUBLIC'
) AS gaps ORDER BY 1`
