import type { Intent } from './intent.ts'

/** Wanted of Linear. */
export const linearIntents: readonly Intent[] = [
  { says: 'create a linear ticket for the crash', serves: ['linear.issues.create'] },
  { says: 'what am i supposed to work on in linear', serves: ['linear.issues.list'] },
  { says: 'my open linear tasks', serves: ['linear.issues.list'] },
  { says: 'show ENG-123', serves: ['linear.issues.get'] },
  { says: 'set the priority of a linear issue to urgent', serves: ['linear.issues.update'] },
  {
    says: 'move the linear ticket to in progress',
    serves: ['linear.issues.update', 'linear.workflow_states.list'],
  },
  { says: 'hand the linear ticket over to maria', serves: ['linear.issues.assign', 'linear.issues.update'] },
  { says: 'find linear tickets about checkout', serves: ['linear.issues.api_search', 'linear.issues.list'] },
  { says: 'trash a linear ticket', serves: ['linear.issues.delete'] },
  { says: 'bring back a deleted linear issue', serves: ['linear.issues.unarchive'] },
  { says: 'stop getting notified about this ticket', serves: ['linear.issues.unsubscribe'] },
  { says: 'watch a linear issue', serves: ['linear.issues.subscribe'] },
  { says: 'break an issue down into sub-issues', serves: ['linear.issues.create', 'linear.issues.update'] },
  { says: 'leave a coment on a linear ticket', serves: ['linear.comments.create'] },
  {
    says: 'mark the comment thread as settled',
    serves: ['linear.comments.resolve', 'google-drive.comments.resolve'],
  },
  { says: 'what projects are in flight', serves: ['linear.projects.list', 'github.projects.list'] },
  { says: 'start a new linear project for the redesign', serves: ['linear.projects.create'] },
  {
    says: 'push back the target date of the project',
    serves: ['linear.projects.update', 'linear.project_milestones.update'],
  },
  { says: 'post a weekly status update for the project', serves: ['linear.project_updates.create'] },
  {
    says: 'how is the mobile project going, latest report',
    serves: ['linear.project_updates.list', 'linear.projects.get'],
  },
  {
    says: 'stages of the linear project',
    serves: ['linear.project_milestones.list_for_project', 'linear.project_milestones.list'],
  },
  { says: 'write a spec doc in linear', serves: ['linear.documents.create'] },
  {
    says: 'find the linear document on onboarding',
    serves: ['linear.documents.api_search', 'linear.documents.list'],
  },
  { says: 'which teams do we have in linear', serves: ['linear.teams.list'] },
  { says: "what columns does the team's workflow have", serves: ['linear.workflow_states.list'] },
  {
    says: "what's in the current sprint",
    serves: ['linear.cycles.list', 'linear.cycles.get', 'linear.issues.list'],
  },
  { says: 'make the sprint end two days later', serves: ['linear.cycles.update'] },
  { says: 'new linear label for regressions', serves: ['linear.labels.create'] },
  {
    says: 'add a link to the design to a linear ticket',
    serves: ['linear.attachments.create', 'linear.attachments.link'],
  },
  { says: 'which tickets link to this pull request url', serves: ['linear.attachments.list_for_url'] },
  {
    says: 'mark one issue as a duplicate of another',
    serves: ['linear.issue_relations.create', 'linear.issue_relations.update'],
  },
  {
    says: 'what is blocking ENG-7',
    serves: [
      'linear.issue_relations.list_to_issue',
      'linear.issue_relations.list_for_issue',
      'linear.issue_relations.list',
    ],
  },
  { says: 'this ticket no longer blocks that one', serves: ['linear.issue_relations.delete'] },
  { says: 'who is in the linear workspace', serves: ['linear.users.list'] },
  { says: 'members of the platform team in linear', serves: ['linear.users.list_for_team'] },
  { says: 'which linear account is this', serves: ['linear.users.me', 'linear.organization.get'] },
  { says: 'possible project statuses', serves: ['linear.project_statuses.list'] },
  { says: 'drop the bug label from ENG-9', serves: ['linear.issues.remove_label', 'linear.issues.update'] },
]
