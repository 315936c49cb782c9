import { SallyportError } from '@sallyport/errors'
import { DeploymentWatch, type Recognition } from '@sallyport/postgres'
import type { Logger } from 'pino'
import type { Edge } from './edge.ts'

/** Follows whether the database is the one that this host knows, and tells the log when that changes. */
export function watchDeployment(recognition: Recognition, edge: Edge, log: Logger): DeploymentWatch {
  return new DeploymentWatch({
    ...recognition,
    monotonic: edge.monotonic,
    onChange: (differences) => {
      if (differences.length === 0) return log.info('the database is recognized: the quarantine is over')
      const differs = differences.map(({ what, message }) => ({ what, message }))
      log.error(
        { differs },
        'QUARANTINED: nothing is sent to third parties until an operator runs "sallyport adopt"',
      )
    },
    onFailure: (error) => log.error({ err: error }, 'deployment.json could not be written'),
  })
}

/** @throws SallyportError `quarantined` with everything that differs */
export function requireRecognized(watch: DeploymentWatch): void {
  const reason = watch.reason()
  if (reason === undefined) return
  const problems = watch.differences.map(({ what, message }) => ({ field: 'database', code: what, message }))
  throw new SallyportError('quarantined', reason, { problems })
}
