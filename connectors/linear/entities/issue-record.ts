import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import * as link from '../links.ts'
import { selectionOf } from '../selection.ts'
import * as v from '../values.ts'

/** What a search shows as well. */
const found = {
  id: v.text,
  identifier: v.text,
  number: v.number,
  title: v.text,
  description: v.maybeText,
  url: v.text,
  branchName: v.text,
  priority: v.number,
  priorityLabel: v.text,
  estimate: v.maybeNumber,
  dueDate: v.maybeDay,
  state: link.StateLink,
  team: link.TeamLink,
  assignee: nullable(link.UserLink),
  delegate: nullable(link.UserLink),
  creator: nullable(link.UserLink),
  project: nullable(link.ProjectLink),
  projectMilestone: nullable(link.ProjectLink),
  cycle: nullable(v.object({ id: v.text, number: v.number, name: v.maybeText })),
  parent: nullable(link.IssueLink),
  labelIds: v.list(v.text),
  previousIdentifiers: v.list(v.text),
  customerTicketCount: v.number,
  integrationSourceType: v.maybeText,
  sourceComment: nullable(link.CommentLink),
  slaType: v.maybeText,
  sortOrder: v.number,
  prioritySortOrder: v.number,
  subIssueSortOrder: v.maybeNumber,
  reactionData: v.json,
  createdAt: v.time,
  updatedAt: v.time,
  startedAt: v.maybeTime,
  completedAt: v.maybeTime,
  canceledAt: v.maybeTime,
  archivedAt: v.maybeTime,
  trashed: nullable(v.flag),
  addedToTeamAt: v.maybeTime,
  addedToProjectAt: v.maybeTime,
  addedToCycleAt: v.maybeTime,
}

const labels = { labels: link.LabelLinks }

/** What only one issue by itself shows: in a list it would cost too many points. */
const around = {
  subscribers: link.UserLinks,
  children: v.object({ nodes: v.list(link.IssueLink) }),
  attachments: v.object({ nodes: v.list(v.object({ id: v.text, title: v.text, url: v.text })) }),
  relations: v.object({
    nodes: v.list(v.object({ id: v.text, type: v.text, relatedIssue: link.IssueLink })),
  }),
}

const FEW = { labels: '(first: 10)' }
export const FOUND = selectionOf(v.object(found))
export const LISTED = selectionOf(v.object({ ...found, ...labels }), FEW)
export const WHOLE = selectionOf(v.object({ ...found, ...labels, ...around }), FEW)

export const Issue = v.object({
  ...found,
  ...Type.Partial(v.object({ ...labels, ...around })).properties,
})
