import { asObject, isObject, type Json, type JsonObject } from '../json.ts'

/**
 * A record after a write: members that it has take the value of the body, objects are merged. What the
 * record does not show (`auto_init`, `team_id`) leaves no trace.
 */
export function changed(record: JsonObject, body: JsonObject): JsonObject {
  const known = Object.entries(body).filter(([key]) => key in record)
  return {
    ...record,
    ...Object.fromEntries(
      known.map(([key, value]) => [key, isObject(value) ? { ...asObject(record[key]), ...value } : value]),
    ),
  }
}

interface IssueContext {
  /** The labels of the repository: an issue is created with names and shows whole labels. */
  readonly labels: readonly JsonObject[]
  readonly time: string
}

export function changedIssue(
  issue: JsonObject,
  body: JsonObject,
  { labels, time }: IssueContext,
): JsonObject {
  const { title, body: text, state, state_reason: reason, labels: names, assignees: logins, milestone } = body
  const assignees = Array.isArray(logins) ? logins.map((login) => person(issue, login)) : undefined
  return {
    ...issue,
    ...(title != null && { title: String(title) }),
    ...(text !== undefined && { body: text }),
    ...(state !== undefined && {
      state,
      state_reason: reason ?? (state === 'closed' ? 'completed' : 'reopened'),
      closed_at: state === 'closed' ? time : null,
    }),
    ...(Array.isArray(names) && { labels: names.map((name) => labelNamed(name, labels)) }),
    ...(assignees && { assignees, assignee: assignees[0] ?? null }),
    ...(milestone !== undefined && { milestone: milestone === null ? null : { number: Number(milestone) } }),
    updated_at: time,
  }
}

export function changedLabel(label: JsonObject, body: JsonObject): JsonObject {
  const name = String(body.new_name ?? body.name ?? label.name)
  const url = String(label.url).replace(/[^/]*$/, encodeURIComponent(name))
  return { ...changed(label, body), name, url }
}

function labelNamed(named: Json, labels: readonly JsonObject[]): JsonObject {
  const name = asObject(named).name ?? named
  return (
    labels.find((label) => label.name === name) ?? {
      name,
      color: 'ededed',
      default: false,
      description: null,
    }
  )
}

function person(issue: JsonObject, named: Json): JsonObject {
  return { ...asObject(issue.user), login: asObject(named).login ?? named }
}
