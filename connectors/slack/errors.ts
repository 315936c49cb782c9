import type { ErrorRule, ErrorRules } from '@sallyport/definition'

/** docs.slack.dev/apis/web-api: whatever goes wrong in a method, its answer is a 200 with `ok: false` and a word. */
const says = (is: ErrorRule['is'], words: readonly string[], message?: string): ErrorRule => ({
  when: { body: { error: words } },
  is,
  ...(message !== undefined && { message }),
})

/** Words, and parts of words, of the errors that Slack's methods list; the first that fits decides. */
export const errors: ErrorRules = {
  inBand: { at: 'ok', is: false },
  rules: [
    says('upstream_rate_limited', ['ratelimited', 'rate_limited', 'message_limit_exceeded']),
    // The scope that is missing says more than that one is.
    says('upstream_forbidden', ['missing_scope'], 'needed'),
    says('upstream_forbidden', ['not_allowed_token_type', 'token_type_not_allowed']),
    says('credential_invalid', [
      'invalid_auth',
      'not_authed',
      'token_expired',
      'token_revoked',
      'bad_token',
      'account_inactive',
    ]),
    // "Migration to an Enterprise Organization" is under way, and until then the answers come and go.
    says('upstream_unavailable', [
      'internal_error',
      'fatal_error',
      'service_unavailable',
      'request_timeout',
      'team_added_to_org',
      'org_login_required',
    ]),
    says('upstream_conflict', [
      'already_',
      'name_taken',
      'is_archived',
      'not_archived',
      'is_inactive',
      'edit_window_closed',
      'user_not_in_channel',
      'too_many_reactions',
      'too_many_emoji',
      'conflict',
    ]),
    says('upstream_not_found', [
      'not_found',
      'not_visible',
      'file_deleted',
      'no_such_',
      'no_permission_to_see',
      'no_reaction',
      'no_pin',
      'not_pinned',
      'invalid_scheduled_message_id',
    ]),
    says('upstream_forbidden', [
      'not_in_channel',
      'restricted_action',
      'no_permission',
      'access_denied',
      'not_allowed',
      'not_admin',
      'cant_',
      'user_is_',
      'enterprise_is_restricted',
      'accesslimited',
      'access_not_granted',
      'two_factor_setup_required',
      'compliance_exports_prevent_deletion',
      'user_does_not_own_channel',
      'file_uploads_disabled',
      'file_upload_size_restricted',
      'paid_teams_only',
      'paid_only',
    ]),
    says('upstream_invalid', ['invalid_arguments'], 'response_metadata.messages.0'),
  ],
  message: ['error'],
  requestId: 'x-slack-req-id',
}
