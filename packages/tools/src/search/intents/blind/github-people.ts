import type { Intent } from '../intent.ts'

/** Wanted of people, teams and organizations on GitHub. */
export const githubPeople: readonly Intent[] = [
  {
    says: 'which github orgs am I in',
    serves: ['github.organizations.list_mine', 'github.organizations.list'],
  },
  { says: 'which teams can reach the payments repo', serves: ['github.teams.list_for_repository'] },
  { says: 'put sam on the backend team in github', serves: ['github.teams.add_member'] },
  {
    says: "who's on the frontend team?",
    serves: [
      'github.users.list_for_team',
      'linear.users.list_for_team',
      'slack.usergroups.list',
      'github.teams.list',
      'linear.teams.list',
    ],
  },
  {
    says: 'who could I assign this to',
    serves: ['github.users.list_assignable', 'linear.users.list', 'linear.users.list_for_team'],
  },
  {
    says: 'who has push access to our repo',
    serves: ['github.users.list_collaborators', 'github.teams.list_for_repository'],
  },
  {
    says: 'whose token is this',
    serves: [
      'github.users.me',
      'slack.identity.get',
      'linear.users.me',
      'stripe.account.get',
      'google-drive.about.get',
    ],
  },
  { says: 'who starred us this week', serves: ['github.stargazers.list'] },
]
