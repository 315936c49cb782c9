import { list, object, text } from './values.ts'

// Records as others show them: enough to name them and to fetch the whole.

export const OrganizationLink = object({ id: text, name: text, urlKey: text })
export const UserLink = object({ id: text, name: text, displayName: text })
export const TeamLink = object({ id: text, key: text, name: text })
export const StateLink = object({ id: text, name: text, type: text })
export const ProjectLink = object({ id: text, name: text })
export const CommentLink = object({ id: text })
export const IssueLink = object({ id: text, identifier: text, title: text })

export const UserLinks = object({ nodes: list(UserLink) })
export const TeamLinks = object({ nodes: list(TeamLink) })
export const LabelLinks = object({ nodes: list(object({ id: text, name: text })) })
