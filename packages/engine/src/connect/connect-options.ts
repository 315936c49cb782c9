import type { ScopedCache } from '../cache/scoped-cache.ts'
import type { SealTriedOptions } from '../connectors/seal-tried.ts'
import type { TryOptions } from '../connectors/try-candidate.ts'
import type { ScopeOptions } from '../execute/scope.ts'
import type { Application, Storage } from '../ports.ts'
import type { WorkspaceOptions } from '../workspaces/workspace-reference.ts'
import type { OAuthApplicationOptions } from './oauth-applications.ts'

/** What the use cases of connecting share. */
export interface ConnectOptions
  extends WorkspaceOptions,
    ScopeOptions,
    OAuthApplicationOptions,
    TryOptions,
    SealTriedOptions {
  readonly connectors: Storage['connectors']
  readonly connectSessions: Storage['connectSessions']
  readonly redirectUrls: Storage['redirectUrls']
  readonly collectionSessions: Storage['collectionSessions']
  readonly applications: ScopedCache<Application>
  readonly randomBytes: (size: number) => Uint8Array
  /** Told of failures that a redirect hides from whoever could look into them. */
  readonly onFailure: (error: unknown) => void
}
