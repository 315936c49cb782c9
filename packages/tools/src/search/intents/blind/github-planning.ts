import type { Intent } from '../intent.ts'

/** Wanted of labels, milestones, boards and discussions on GitHub. */
export const githubPlanning: readonly Intent[] = [
  {
    says: 'flag issue 31 as a regression with a label',
    serves: [
      'github.labels.add_to_issue',
      'github.labels.set_on_issue',
      'github.issues.update',
      'linear.issues.add_label',
      'linear.issues.update',
    ],
  },
  {
    says: 'what labels are there to choose from in this repo',
    serves: ['github.labels.list', 'github.labels.api_search'],
  },
  {
    says: 'drop needs-triage from number 18',
    serves: [
      'github.labels.remove_from_issue',
      'github.labels.set_on_issue',
      'github.issues.update',
      'linear.issues.remove_label',
      'linear.issues.update',
    ],
  },
  {
    says: 'make the bug label red',
    serves: ['github.labels.update', 'linear.labels.update', 'linear.labels.list', 'github.labels.list'],
  },
  {
    says: 'how far along is the 2.0 milestone',
    serves: [
      'github.milestones.get',
      'github.milestones.list',
      'linear.project_milestones.list',
      'linear.project_milestones.get',
      'linear.project_milestones.list_for_project',
      'github.issues.list',
      'github.issues.api_search',
    ],
  },
  {
    says: 'push the due date of the march milestone back a week',
    serves: [
      'github.milestones.update',
      'github.milestones.list',
      'linear.project_milestones.update',
      'linear.project_milestones.list',
      'linear.project_milestones.list_for_project',
    ],
  },
  {
    says: 'put issue 14 on the roadmap board',
    serves: [
      'github.project_items.add',
      'github.projects.list',
      'github.projects.list_for_user',
      'github.projects.get',
      'github.issues.get',
      'linear.issues.update',
    ],
  },
  {
    says: 'move the card over to In progress',
    serves: [
      'github.project_items.set_field',
      'github.project_items.list',
      'github.project_items.list_for_user',
      'linear.issues.update',
      'linear.issues.list',
      'linear.workflow_states.list',
      'github.projects.list',
      'github.projects.get',
      'linear.issues.api_search',
    ],
  },
  { says: 'which project boards does our organisation have', serves: ['github.projects.list'] },
  {
    says: "what's on the Q3 board at the moment",
    serves: [
      'github.project_items.list',
      'github.project_items.list_for_user',
      'github.projects.list',
      'github.projects.get',
      'github.projects.get_for_user',
    ],
  },
  {
    says: 'start a github discussion about dropping node 18',
    serves: ['github.discussions.create', 'github.repositories.get'],
  },
  {
    says: 'which questions in the discussions tab has nobody answered',
    serves: ['github.discussions.list', 'github.discussions.api_search'],
  },
  {
    says: 'which labels are on pull request 9',
    serves: ['github.labels.list_for_issue', 'github.issues.get', 'github.pull_requests.get'],
  },
  {
    says: 'we no longer use the wontfix label, get rid of it',
    serves: ['github.labels.delete', 'github.labels.list', 'linear.labels.delete', 'linear.labels.list'],
  },
  {
    says: 'add a label called customer-request in blue',
    serves: ['github.labels.create', 'linear.labels.create'],
  },
  {
    says: 'colour and description of the good-first-issue label',
    serves: [
      'github.labels.get',
      'github.labels.list',
      'github.labels.api_search',
      'linear.labels.list',
      'linear.labels.get',
    ],
  },
  {
    says: 'swap all labels of issue 66 for just security',
    serves: [
      'github.labels.set_on_issue',
      'github.issues.update',
      'linear.issues.update',
      'linear.issues.add_label',
      'linear.issues.remove_label',
      'github.labels.add_to_issue',
      'github.labels.remove_from_issue',
    ],
  },
  {
    says: 'plan a milestone for the summer release',
    serves: ['github.milestones.create', 'linear.project_milestones.create'],
  },
  {
    says: 'the 1.0 milestone is reached, close it',
    serves: ['github.milestones.update', 'github.milestones.list'],
  },
  {
    says: 'delete the duplicate milestone',
    serves: [
      'github.milestones.delete',
      'github.milestones.list',
      'linear.project_milestones.delete',
      'linear.project_milestones.list',
      'linear.project_milestones.list_for_project',
    ],
  },
  { says: 'boards that octocat keeps on github', serves: ['github.projects.list_for_user'] },
  {
    says: "open octocat's project number 3",
    serves: [
      'github.projects.get_for_user',
      'github.project_items.list_for_user',
      'github.projects.list_for_user',
    ],
  },
  {
    says: 'rename the release planning board on github',
    serves: ['github.projects.update', 'github.projects.list', 'github.projects.list_for_user'],
  },
  {
    says: 'start a fresh github project board for onboarding',
    serves: ['github.projects.create', 'github.users.me', 'github.organizations.get'],
  },
  {
    says: 'jot an idea down on the board without opening an issue',
    serves: [
      'github.project_items.add_draft',
      'github.projects.list',
      'github.projects.get',
      'github.projects.list_for_user',
    ],
  },
  {
    says: 'put the finished cards of the board into the archive',
    serves: [
      'github.project_items.archive',
      'github.project_items.list',
      'github.project_items.list_for_user',
      'linear.issues.archive',
      'linear.issues.list',
    ],
  },
  {
    says: 'take that card off the github board',
    serves: [
      'github.project_items.remove',
      'github.project_items.list',
      'github.project_items.list_for_user',
      'github.project_items.archive',
    ],
  },
  {
    says: 'reply in the github discussion about pricing',
    serves: [
      'github.discussions.comment',
      'github.discussions.api_search',
      'github.discussions.list',
      'github.discussions.get',
    ],
  },
  {
    says: 'the RFC discussion on github is settled, close it',
    serves: [
      'github.discussions.close',
      'github.discussions.api_search',
      'github.discussions.list',
      'github.discussions.get',
    ],
  },
  {
    says: 'where did the community talk about esm support',
    serves: [
      'github.discussions.api_search',
      'github.discussions.list',
      'github.issues.api_search',
      'slack.messages.api_search',
    ],
  },
  { says: 'read github discussion 140', serves: ['github.discussions.get'] },
]
