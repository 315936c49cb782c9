import { Type } from 'typebox'
import { MAX_NAME, Name, orNull, Time, Uuid } from './schemas.ts'

const { Optional } = Type

const Status = Type.Enum(['active', 'inactive'], {
  description: 'inactive: nothing can be done in it or with its tokens, and nothing of it is lost.',
})
const CacheEnabled = orNull(Type.Boolean({ description: 'null: as the organization has it.' }))

/** A tenant of the organization. */
export const Workspace = Type.Object({
  id: Uuid,
  name: Type.String(),
  organization_id: Uuid,
  status: Status,
  cache_enabled: CacheEnabled,
  tombstone: Type.Boolean({ description: 'Whether it was deleted. One that was is shown no more.' }),
  created_at: Time,
  updated_at: Time,
})

export const NewWorkspace = Type.Object({ name: Name, region_id: Optional(orNull(Uuid)) })

/** What is left out stays as it is. */
export const WorkspaceChange = Type.Object({
  name: Optional(Name),
  status: Optional(Status),
  cache_enabled: Optional(CacheEnabled),
})

/** How a list is paged, as texts of an address. */
export const paging = {
  limit: Optional(
    Type.String({ pattern: '^([1-9][0-9]?|100)$', description: '1 to 100; 20 where it is left out.' }),
  ),
  cursor: Optional(
    Type.String({ minLength: 1, maxLength: 4096, description: 'As `next` of the page before has it.' }),
  ),
}

export const WorkspaceQuery = Type.Object({
  name_contains: Optional(
    Type.String({ maxLength: MAX_NAME, description: 'In any case. The exact match comes first.' }),
  ),
  status: Optional(Status),
  ...paging,
})

export const Next = orNull(Type.String({ description: 'Path and query of the next page; null at the end.' }))

export const WorkspaceList = Type.Object({ data: Type.Array(Workspace), next: Next })

export const WorkspaceStats = Type.Object({
  active_count: Type.Integer(),
  inactive_count: Type.Integer(),
  total_count: Type.Integer(),
})

export const DeletedWorkspace = Type.Object({
  id: Uuid,
  deleted_at: Time,
  job_id: Type.String({ format: 'uuid', description: 'What became of its tokens: GET /jobs/{id}.' }),
})
