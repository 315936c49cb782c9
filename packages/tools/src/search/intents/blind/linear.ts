import type { Intent } from '../intent.ts'

/** Wanted of Linear. */
export const linearBlind: readonly Intent[] = [
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
  { says: 'unassign ENG-90', serves: ['linear.issues.assign', 'linear.issues.update'] },
  { says: 'how urgent is ENG-12', serves: ['linear.issues.get'] },
  { says: 'break ENG-7 down into sub-issues', serves: ['linear.issues.create', 'linear.issues.get'] },
  { says: 'put ENG-55 into the trash', serves: ['linear.issues.delete'] },
  { says: 'put the old ENG-3 out of sight without deleting it', serves: ['linear.issues.archive'] },
  { says: 'tell me whenever ENG-200 changes', serves: ['linear.issues.subscribe'] },
  {
    says: "ENG-5 can't start until ENG-4 is finished, record that",
    serves: ['linear.issue_relations.create'],
  },
  {
    says: "what's blocking ENG-77",
    serves: [
      'linear.issue_relations.list_to_issue',
      'linear.issue_relations.list_for_issue',
      'linear.issues.get',
    ],
  },
  {
    says: 'ENG-31 is the same as ENG-18, say so',
    serves: ['linear.issue_relations.create', 'linear.issues.update'],
  },
  {
    says: 'is the mobile rewrite still on track?',
    serves: [
      'linear.projects.list',
      'linear.projects.get',
      'linear.projects.api_search',
      'linear.projects.list_for_team',
      'linear.project_updates.list',
      'github.milestones.list',
    ],
  },
  {
    says: 'post a status report: the migration project is at risk',
    serves: [
      'linear.project_updates.create',
      'linear.projects.list',
      'linear.projects.api_search',
      'linear.projects.update',
    ],
  },
  {
    says: 'who leads the search project',
    serves: [
      'linear.projects.get',
      'linear.projects.list',
      'linear.projects.api_search',
      'linear.projects.list_for_team',
    ],
  },
  {
    says: 'move the launch of the mobile project to june',
    serves: ['linear.projects.update', 'linear.projects.list', 'linear.projects.api_search'],
  },
  { says: 'kick off a linear project for SOC 2', serves: ['linear.projects.create'] },
  { says: 'add a beta stage to the project', serves: ['linear.project_milestones.create'] },
  { says: 'write a spec document for the import feature in linear', serves: ['linear.documents.create'] },
  {
    says: "where's the design doc for onboarding",
    serves: [
      'linear.documents.api_search',
      'linear.documents.list',
      'google-drive.files.list',
      'slack.files.api_search',
      'slack.files.list',
      'slack.messages.api_search',
      'github.files.api_search',
    ],
  },
  {
    says: 'when does the current cycle end',
    serves: ['linear.cycles.list', 'linear.cycles.get', 'linear.teams.get', 'linear.teams.list'],
  },
  { says: "which states can our team's issues be in", serves: ['linear.workflow_states.list'] },
  {
    says: "link the zendesk ticket's url to ENG-61",
    serves: ['linear.attachments.create', 'linear.attachments.link'],
  },
  {
    says: 'mark that discussion under ENG-10 as settled',
    serves: ['linear.comments.resolve', 'linear.comments.list'],
  },
  {
    says: 'how many people are in our linear workspace',
    serves: ['linear.organization.get', 'linear.users.list'],
  },
]
