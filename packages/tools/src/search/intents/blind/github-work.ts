import type { Intent } from '../intent.ts'

/** Wanted of issues on GitHub, and of what is planned and said about them. */
export const githubWork: readonly Intent[] = [
  {
    says: 'what bugs are still open in acme/web',
    serves: ['github.issues.list', 'github.issues.api_search'],
  },
  {
    says: 'everything on my plate across all github repos',
    serves: ['github.issues.list_mine', 'github.issues.api_search'],
  },
  {
    says: "mark issue 88 as won't fix",
    serves: ['github.issues.close', 'github.issues.update', 'linear.issues.update'],
  },
  {
    says: 'has anybody reported the blank page on safari before?',
    serves: [
      'github.issues.api_search',
      'github.issues.list',
      'github.discussions.api_search',
      'linear.issues.api_search',
      'linear.issues.list',
      'slack.messages.api_search',
    ],
  },
  {
    says: 'hand the flaky test ticket over to priya',
    serves: [
      'github.issues.add_assignees',
      'github.issues.update',
      'github.issues.api_search',
      'github.issues.list',
      'linear.issues.assign',
      'linear.issues.update',
      'linear.issues.api_search',
      'linear.issues.list',
    ],
  },
  {
    says: 'the thread under issue 12 has turned nasty, stop outsiders commenting',
    serves: ['github.issues.lock'],
  },
  {
    says: 'the crash is back, bring issue 340 back to life',
    serves: [
      'github.issues.reopen',
      'github.issues.update',
      'linear.issues.update',
      'linear.issues.unarchive',
    ],
  },
  {
    says: 'how many issues did we close last month',
    serves: ['github.issues.api_search', 'github.issues.list', 'linear.issues.list'],
  },
  {
    says: 'file a bug: checkout button does nothing on firefox',
    serves: ['github.issues.create', 'linear.issues.create'],
  },
  {
    says: 'leave a note on pull request 77 that we need a changelog entry',
    serves: ['github.comments.create', 'github.reviews.create'],
  },
  { says: 'what was said under issue 204', serves: ['github.comments.list', 'linear.comments.list'] },
  {
    says: 'reword the comment I left earlier',
    serves: [
      'github.comments.update',
      'github.pr_comments.update',
      'linear.comments.update',
      'google-drive.comments.update',
      'google-drive.replies.update',
      'github.reviews.update',
    ],
  },
  { says: 'give issue 15 on github a thumbs up', serves: ['github.reactions.create'] },
  {
    says: 'how many upvotes does the dark mode request have',
    serves: [
      'github.reactions.list',
      'github.issues.api_search',
      'github.issues.list',
      'github.discussions.get',
      'github.discussions.list',
      'github.discussions.api_search',
    ],
  },
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
  { says: 'start a github discussion about dropping node 18', serves: ['github.discussions.create'] },
  {
    says: 'which questions in the discussions tab has nobody answered',
    serves: ['github.discussions.list', 'github.discussions.api_search'],
  },
]
