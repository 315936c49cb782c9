import { answer } from '../tool-answer.ts'
import { type EngineTool, LOOKS } from './engine-tool.ts'

export const currentDatetime: EngineTool = {
  name: 'current_datetime',
  title: 'Current date and time',
  description: 'The time in UTC. Ask before you work with dates such as "last week".',
  properties: {},
  annotations: { ...LOOKS, idempotentHint: false },
  run: async ({ now }) => answer({ utc: new Date(now()).toISOString() }),
}
