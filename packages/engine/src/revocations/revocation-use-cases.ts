import type { Principal } from '../execute/principal.ts'
import {
  type BulkRequest,
  deleteConnector,
  deleteWorkspace,
  type EndConnectorsOptions,
  endInBulk,
  offboardWorkspace,
} from './end-connectors.ts'
import { findRevocationJob } from './find-revocation-job.ts'

/** What the engine can do about ending access. */
export function revocationUseCases(options: EndConnectorsOptions) {
  return {
    deleteConnector: (principal: Principal, input: { id: string; requestId: string }) =>
      deleteConnector(options, principal, input),
    endInBulk: (principal: Principal<'application'>, input: { request: BulkRequest; requestId: string }) =>
      endInBulk(options, principal, input),
    deleteWorkspace: (principal: Principal<'application'>, input: { id: string; requestId: string }) =>
      deleteWorkspace(options, principal, input),
    offboardWorkspace: (principal: Principal<'application'>, input: { id: string; requestId: string }) =>
      offboardWorkspace(options, principal, input),
    findRevocationJob: (principal: Principal, id: string) =>
      findRevocationJob(options.revocations, principal, id),
  }
}
