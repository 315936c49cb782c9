import { Type } from 'typebox'
import { orNull, Uuid } from './schemas.ts'
import { Next, paging } from './workspace-schemas.ts'

const { Optional } = Type
const Day = Type.String({ format: 'date' })

export const UsageQuery = Type.Object({
  from: Optional(
    Type.String({
      format: 'date',
      description: 'First day, of UTC. 30 days up to `to` where it is left out.',
    }),
  ),
  to: Optional(
    Type.String({ format: 'date', description: 'Last day; today where it is left out. 366 days at most.' }),
  ),
  ...paging,
})

const totals = {
  calls: Type.Integer(),
  errors: Type.Integer({ description: 'Calls that failed.' }),
  bytes_sent: Type.Integer({ description: 'Of bodies, to third parties.' }),
  bytes_received: Type.Integer({ description: 'Of bodies, from third parties.' }),
}

export const UsageReport = Type.Object({
  from: Day,
  to: Day,
  totals: Type.Object(totals, { description: 'Of the whole time, whatever the page.' }),
  data: Type.Array(
    Type.Object({
      day: Day,
      workspace_id: Uuid,
      workspace_name: Type.String(),
      connector_id: Uuid,
      connector_name: orNull(Type.String({ description: 'null: the connector is gone.' })),
      ...totals,
      outcomes: Type.Record(Type.String(), Type.Integer(), {
        description: 'Calls by how they ended: success, cancelled, or the code of the error.',
      }),
    }),
  ),
  next: Next,
})

const PerMinute = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const PerDay = Type.Integer({ minimum: 1, maximum: 1_000_000_000 })

/** What is left out is as nobody had said it: of a workspace the organization's, of the organization none. */
export const QuotaChange = Type.Object({
  calls_per_minute: Optional(orNull(PerMinute)),
  calls_per_day: Optional(orNull(PerDay)),
})

const quota = {
  calls_per_minute: orNull(Type.Integer({ description: 'null: as many as anybody likes.' })),
  calls_per_day: orNull(Type.Integer({ description: 'The day is one of UTC.' })),
}

export const Quota = Type.Object(quota)

export const WorkspaceQuota = Type.Object({
  workspace_id: Uuid,
  ...quota,
  inherited: Type.Object(
    { calls_per_minute: Type.Boolean(), calls_per_day: Type.Boolean() },
    { description: "Whether it is the organization's." },
  ),
})
