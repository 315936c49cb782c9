import type { Intent } from '../intent.ts'

/** Wanted of issues in Linear. */
export const linearIssues: readonly Intent[] = [
  {
    says: 'what is everybody working on this sprint in linear',
    serves: ['linear.issues.list', 'linear.cycles.list', 'linear.cycles.get'],
  },
  {
    says: 'find the ENG ticket about the memory leak',
    serves: ['linear.issues.api_search', 'linear.issues.list'],
  },
  { says: 'ENG-411 is done, move it along', serves: ['linear.issues.update', 'linear.workflow_states.list'] },
  {
    says: 'give ENG-90 to hiro',
    serves: ['linear.issues.assign', 'linear.issues.update', 'linear.users.list'],
  },
  { says: 'unassign ENG-90', serves: ['linear.issues.assign', 'linear.issues.update', 'linear.issues.get'] },
  { says: 'how urgent is ENG-12', serves: ['linear.issues.get'] },
  { says: 'break ENG-7 down into sub-issues', serves: ['linear.issues.create', 'linear.issues.get'] },
  { says: 'put ENG-55 into the trash', serves: ['linear.issues.delete'] },
  { says: 'put the old ENG-3 out of sight without deleting it', serves: ['linear.issues.archive'] },
  { says: 'tell me whenever ENG-200 changes', serves: ['linear.issues.subscribe'] },
  {
    says: 'mark that discussion under ENG-10 as settled',
    serves: ['linear.comments.resolve', 'linear.comments.list'],
  },
  { says: 'high priority tickets without an assignee in linear', serves: ['linear.issues.list'] },
  {
    says: 'which linear issues came in this week',
    serves: ['linear.issues.list', 'linear.issues.api_search'],
  },
  { says: 'put ENG-140 into the next cycle', serves: ['linear.issues.update', 'linear.cycles.list'] },
  { says: 'set a due date for ENG-8', serves: ['linear.issues.update'] },
  {
    says: 'label ENG-9 as tech debt',
    serves: ['linear.issues.add_label', 'linear.issues.update', 'linear.labels.list'],
  },
  {
    says: 'take the blocked label off ENG-21',
    serves: ['linear.issues.remove_label', 'linear.issues.update', 'linear.labels.list', 'linear.issues.get'],
  },
  { says: 'stop notifying me about ENG-33', serves: ['linear.issues.unsubscribe'] },
  { says: 'fetch ENG-3 back out of the archive', serves: ['linear.issues.unarchive'] },
  { says: 'comment on ENG-44 that it ships tonight', serves: ['linear.comments.create'] },
  {
    says: 'what has been said anywhere in linear since this morning',
    serves: ['linear.comments.list_all', 'linear.project_updates.list'],
  },
  { says: 'correct my comment on ENG-44', serves: ['linear.comments.update', 'linear.comments.list'] },
  { says: 'erase my comment on ENG-45', serves: ['linear.comments.delete', 'linear.comments.list'] },
  {
    says: 'open the settled thread under ENG-10 again',
    serves: ['linear.comments.unresolve', 'linear.comments.list'],
  },
  { says: 'create a label group for severity in linear', serves: ['linear.labels.create'] },
]
