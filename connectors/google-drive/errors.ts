import type { ErrorRules } from '@sallyport/definition'

const REASON = 'error.errors.0.reason'

/**
 * developers.google.com/workspace/drive/api/guides/handle-errors: one status has many reasons. Where no rule fits the
 * status tells: 401 `authError`; 403 `insufficientPermissions`, `insufficientFilePermissions`, `appNotAuthorizedToFile`,
 * `domainPolicy`, `storageQuotaExceeded` and the limits of shared drives; 404 `notFound`; 409 `fileIdInUse`.
 */
export const errors: ErrorRules = {
  rules: [
    // Not made for waiting: someone has to delete files, or buy room.
    { when: { body: { [REASON]: 'storageQuotaExceeded' } }, is: 'upstream_forbidden' },
    {
      // `userRateLimitExceeded` and `sharingRateLimitExceeded` too.
      when: { body: { [REASON]: ['rateLimitExceeded', 'dailyLimitExceeded'] } },
      is: 'upstream_rate_limited',
    },
    {
      when: { status: 403, body: { [REASON]: ['backendError', 'internalError', 'transientError'] } },
      is: 'upstream_unavailable',
    },
    {
      when: {
        status: 403,
        body: {
          [REASON]: [
            'fileNotDownloadable',
            'fileNotExportable',
            'exportSizeLimitExceeded',
            'fieldNotWritable',
            'cannotAddParent',
            'cannotCopyFile',
            'cannotDeleteResourceWithChildren',
            'revisionsNotSupported',
          ],
        },
      },
      is: 'upstream_invalid',
    },
  ],
  message: ['error.message'],
}
