import type { OperationGroups } from '@sallyport/contract'
import type { Engine } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { jobBody } from '../present/job.ts'

export function revocationHandlers(engine: Engine): Handlers<OperationGroups['revocation']> {
  return {
    async getJob({ principal, params }) {
      return jobBody(await engine.findRevocationJob(principal, params.id))
    },

    async endConnectors({ principal, body, requestId }) {
      const { jobId, connectors } = await engine.endInBulk(principal, { request: body, requestId })
      return { job_id: jobId, connectors }
    },

    async offboardWorkspace({ principal, params, requestId }) {
      const { jobId, connectors } = await engine.offboardWorkspace(principal, { id: params.id, requestId })
      return { job_id: jobId, connectors }
    },
  }
}
