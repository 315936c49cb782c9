// One contestant in a process of its own, which does what its parent asks for.
import { defineConnector } from '@sallyport/definition'
import { github } from 'sallyport/connectors/github'
import { bare } from './bare.ts'
import { closedLoop } from './closed-loop.ts'
import type { Size } from './contestant.ts'
import { crowd } from './crowd.ts'
import { sallyport } from './sallyport.ts'

/** What a parent may ask for. */
export type Task =
  | { readonly do: 'loop'; readonly size: Size; readonly seconds: number }
  | { readonly do: 'crowd'; readonly calls: number }

const [, , name, port, limits] = process.argv
const { limits: _, ...unlimited } = github
const definition = limits === 'unlimited' ? (defineConnector(unlimited) as typeof github) : github
const make = name === 'bare' ? bare : sallyport
const contestant = make({ port: Number(port), definition })

process.on('message', async (task: Task) => {
  const done =
    task.do === 'loop' ? closedLoop(contestant, task.size, task.seconds) : crowd(contestant, task.calls)
  process.send?.(await done)
})
process.on('disconnect', () => process.exit())
