import type { Intent } from '../intent.ts'

/** Wanted of issues on GitHub, and of what is said below them. */
export const githubIssues: readonly Intent[] = [
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
    serves: [
      'github.issues.close',
      'github.issues.update',
      'linear.issues.update',
      'github.labels.add_to_issue',
      'linear.workflow_states.list',
    ],
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
      'github.comments.list',
      'github.comments.list_for_repository',
      'github.pr_comments.list',
      'linear.comments.list',
      'linear.comments.list_all',
      'google-drive.comments.list',
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
      'linear.issues.get',
      'linear.issues.api_search',
      'linear.issues.list',
    ],
  },
  {
    says: "what's waiting for my review",
    serves: ['github.issues.api_search', 'github.issues.list_mine', 'github.pull_requests.list'],
  },
  { says: 'show me issue 1207 with its description', serves: ['github.issues.get', 'linear.issues.get'] },
  { says: 'rewrite the title of issue 7', serves: ['github.issues.update', 'linear.issues.update'] },
  {
    says: "I'm not working on #51 any more, take me off",
    serves: [
      'github.issues.remove_assignees',
      'github.issues.update',
      'linear.issues.assign',
      'linear.issues.update',
      'linear.issues.unsubscribe',
    ],
  },
  { says: 'everybody may comment on issue 12 again', serves: ['github.issues.unlock'] },
  {
    says: 'the login bug is fixed, close the github issue',
    serves: ['github.issues.close', 'github.issues.update', 'github.issues.api_search', 'github.issues.list'],
  },
  {
    says: 'which issues mention me',
    serves: [
      'github.issues.list_mine',
      'github.issues.list',
      'github.issues.api_search',
      'linear.issues.list',
      'linear.issues.api_search',
      'linear.comments.list_all',
    ],
  },
  {
    says: 'issues nobody has taken yet',
    serves: ['github.issues.list', 'github.issues.api_search', 'linear.issues.list'],
  },
  {
    says: 'latest comments anywhere in acme/api on github',
    serves: ['github.comments.list_for_repository', 'github.pr_comments.list_for_repository'],
  },
  {
    says: 'read comment 99812',
    serves: [
      'github.comments.get',
      'github.pr_comments.get',
      'linear.comments.get',
      'google-drive.comments.get',
    ],
  },
  {
    says: 'take my rude comment down from the issue',
    serves: [
      'github.comments.delete',
      'github.comments.list',
      'linear.comments.delete',
      'linear.comments.list',
    ],
  },
  {
    says: "respond to the reporter that we can't reproduce it",
    serves: [
      'github.comments.create',
      'linear.comments.create',
      'github.issues.api_search',
      'github.issues.list',
      'linear.issues.api_search',
      'linear.issues.list',
    ],
  },
  {
    says: 'put a rocket emoji on her github comment',
    serves: ['github.reactions.create_for_comment', 'github.comments.list'],
  },
  {
    says: 'who reacted to comment 4411',
    serves: ['github.reactions.list_for_comment', 'slack.messages.get_reactions', 'linear.comments.get'],
  },
  {
    says: 'take back my thumbs-down on issue 9',
    serves: ['github.reactions.remove', 'github.reactions.list'],
  },
  {
    says: 'how many pull requests did we merge in the second quarter',
    serves: ['github.issues.api_search', 'github.pull_requests.list'],
  },
]
