import type { Intent } from '../intent.ts'

/** Wanted of people, teams and organizations on GitHub. */
export const githubPeople: readonly Intent[] = [
  {
    says: 'which github orgs am I in',
    serves: ['github.organizations.list_mine', 'github.organizations.list'],
  },
  { says: 'which teams can reach the payments repo', serves: ['github.teams.list_for_repository'] },
  { says: 'put sam on the backend team in github', serves: ['github.teams.add_member', 'github.teams.list'] },
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
    serves: [
      'github.users.list_assignable',
      'linear.users.list',
      'linear.users.list_for_team',
      'github.users.list_collaborators',
      'github.users.list',
    ],
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
  { says: 'set the website and blurb of our github organisation', serves: ['github.organizations.update'] },
  { says: 'where is the github org of mozilla based', serves: ['github.organizations.get'] },
  { says: 'take bob out of the admins team', serves: ['github.teams.remove_member', 'github.teams.list'] },
  { says: 'make a security team in our github org', serves: ['github.teams.create'] },
  {
    says: 'teams that we have',
    serves: ['github.teams.list', 'github.teams.list_mine', 'linear.teams.list', 'slack.usergroups.list'],
  },
  { says: 'scrap the interns team on github', serves: ['github.teams.delete', 'github.teams.list'] },
  { says: 'the qa team is called quality now', serves: ['github.teams.update', 'github.teams.list'] },
  {
    says: 'how many people are on the github team platform',
    serves: ['github.teams.get', 'github.teams.list', 'github.users.list_for_team'],
  },
  { says: 'which github teams do I belong to', serves: ['github.teams.list_mine'] },
  { says: 'list everybody in our github organization', serves: ['github.users.list'] },
  { says: 'show the github profile of torvalds', serves: ['github.users.get', 'github.users.api_search'] },
  { says: 'find rust developers in Berlin on github', serves: ['github.users.api_search'] },
  { says: 'put my new employer on my github profile', serves: ['github.users.update_me'] },
]
