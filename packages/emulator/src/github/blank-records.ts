import { type JsonObject, mapStrings } from '../json.ts'

interface IssueIdentity {
  readonly id: number
  readonly number: number
  readonly time: string
}

/** The example of a new issue without what the example says: its number is 1347. */
export function blankIssue(example: JsonObject, { id, number, time }: IssueIdentity): JsonObject {
  return {
    ...mapStrings(example, (text) => text.replace('/issues/1347', `/issues/${number}`)),
    id,
    number,
    state: 'open',
    state_reason: null,
    body: null,
    labels: [],
    assignee: null,
    assignees: [],
    milestone: null,
    comments: 0,
    created_at: time,
    closed_at: null,
    closed_by: null,
  }
}

/** GitHub chooses a colour for a label that names none; this grey is the one it chose for years. */
export function blankLabel(example: JsonObject, id: number): JsonObject {
  return { ...example, id, color: 'ededed', default: false, description: null }
}
