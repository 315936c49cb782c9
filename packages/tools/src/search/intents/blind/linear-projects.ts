import type { Intent } from '../intent.ts'

/** Wanted of projects and documents in Linear. */
export const linearProjects: readonly Intent[] = [
  {
    says: 'is the mobile rewrite still on track?',
    serves: [
      'linear.projects.list',
      'linear.projects.get',
      'linear.projects.api_search',
      'linear.projects.list_for_team',
      'linear.project_updates.list',
      'github.milestones.list',
      'linear.project_milestones.list',
      'github.projects.list',
      'github.milestones.get',
      'github.projects.get',
    ],
  },
  {
    says: 'linear status report: the migration project is at risk',
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
    serves: [
      'linear.projects.update',
      'linear.projects.list',
      'linear.projects.api_search',
      'linear.project_milestones.update',
      'github.milestones.update',
    ],
  },
  { says: 'kick off a linear project for SOC 2', serves: ['linear.projects.create', 'linear.teams.list'] },
  {
    says: 'add a beta stage to the project',
    serves: [
      'linear.project_milestones.create',
      'github.milestones.create',
      'linear.projects.list',
      'linear.projects.api_search',
      'linear.projects.list_for_team',
    ],
  },
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
    says: 'which projects does the design team have in linear',
    serves: ['linear.projects.list_for_team', 'linear.projects.list', 'linear.teams.list'],
  },
  {
    says: 'search our projects for anything about billing',
    serves: ['linear.projects.api_search', 'linear.projects.list', 'github.projects.list'],
  },
  {
    says: 'flag the linear project as an okr with a label',
    serves: [
      'linear.projects.add_label',
      'linear.projects.update',
      'linear.projects.list',
      'linear.projects.api_search',
      'linear.project_labels.list',
    ],
  },
  {
    says: 'take the okr label off the project again',
    serves: [
      'linear.projects.remove_label',
      'linear.projects.update',
      'linear.projects.list',
      'linear.projects.api_search',
      'linear.project_labels.list',
    ],
  },
  {
    says: 'put the abandoned linear project in the trash',
    serves: ['linear.projects.delete', 'linear.projects.list', 'linear.projects.api_search'],
  },
  {
    says: 'restore the linear project that someone threw out',
    serves: ['linear.projects.unarchive', 'linear.projects.list'],
  },
  {
    says: 'what did the last status report on the atlas project say',
    serves: [
      'linear.project_updates.list',
      'linear.project_updates.get',
      'linear.projects.list',
      'linear.projects.api_search',
      'linear.projects.get',
    ],
  },
  {
    says: 'fix the numbers in my last project update',
    serves: ['linear.project_updates.update', 'linear.project_updates.list'],
  },
  {
    says: "archive last year's project updates",
    serves: ['linear.project_updates.archive', 'linear.project_updates.list'],
  },
  {
    says: 'bring back the archived project update',
    serves: ['linear.project_updates.unarchive', 'linear.project_updates.list'],
  },
  {
    says: 'what stages does the atlas project have and when are they due',
    serves: [
      'linear.project_milestones.list_for_project',
      'linear.project_milestones.list',
      'linear.projects.list',
      'linear.projects.api_search',
      'linear.projects.get',
      'github.milestones.list',
    ],
  },
  {
    says: 'call the beta milestone public preview',
    serves: [
      'linear.project_milestones.update',
      'linear.project_milestones.list',
      'linear.project_milestones.list_for_project',
      'github.milestones.update',
      'github.milestones.list',
    ],
  },
  { says: 'which states can a linear project be in', serves: ['linear.project_statuses.list'] },
  { says: 'what kinds of labels do projects have', serves: ['linear.project_labels.list'] },
  {
    says: 'add a section on risks to the spec in linear',
    serves: [
      'linear.documents.update',
      'linear.documents.api_search',
      'linear.documents.list',
      'linear.documents.get',
    ],
  },
  {
    says: 'throw the outdated linear document away',
    serves: ['linear.documents.delete', 'linear.documents.api_search', 'linear.documents.list'],
  },
  {
    says: 'bring the deleted linear doc back',
    serves: ['linear.documents.unarchive', 'linear.documents.list'],
  },
  {
    says: 'what does that project status id in linear stand for',
    serves: ['linear.project_statuses.get', 'linear.project_statuses.list', 'linear.projects.get'],
  },
  {
    says: 'look up a linear project label by its id',
    serves: ['linear.project_labels.get', 'linear.project_labels.list'],
  },
]
