import type { Intent } from '../intent.ts'

/** Wanted of teams, cycles and people in Linear. */
export const linearTeams: readonly Intent[] = [
  {
    says: "when does our team's current cycle end",
    serves: ['linear.cycles.list', 'linear.cycles.get', 'linear.teams.get', 'linear.teams.list'],
  },
  { says: "which states can our team's issues be in", serves: ['linear.workflow_states.list'] },
  {
    says: 'how many people are in our linear workspace',
    serves: ['linear.organization.get', 'linear.users.list'],
  },
  { says: 'which linear teams are there, with their keys', serves: ['linear.teams.list'] },
  {
    says: 'does the mobile team use cycles',
    serves: ['linear.teams.get', 'linear.teams.list', 'linear.cycles.list'],
  },
  { says: 'make this sprint end on friday instead', serves: ['linear.cycles.update', 'linear.cycles.list'] },
  { says: 'put the finished cycle away', serves: ['linear.cycles.archive', 'linear.cycles.list'] },
  { says: 'who are the admins of our linear workspace', serves: ['linear.users.list'] },
  {
    says: 'members of the growth team in linear',
    serves: ['linear.users.list_for_team', 'linear.users.list', 'linear.teams.list', 'linear.teams.get'],
  },
  { says: 'who am I in linear', serves: ['linear.users.me'] },
  {
    says: 'what is the linear workflow state with the id 8f2c',
    serves: ['linear.workflow_states.get', 'linear.workflow_states.list'],
  },
]
