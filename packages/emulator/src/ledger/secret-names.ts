const MEMBER = new RegExp(
  [
    '^(?:token|secret|passw(?:or)?d|passphrase|assertion|xsrf)$',
    '(?:access|refresh|id|auth|bot|user|app|api|session|bearer|subject|actor)[_-]?token$',
    '(?:client|signing|webhook|api|app|consumer|shared)[_-]?secret$',
    '(?:[_-]|new|old|current|user)password$',
    '(?:api|private|secret|secret[_-]?access)[_-]?key$',
    'client[_-]?assertion$',
    'code[_-]?verifier$',
    '^id_token_hint$',
  ].join('|'),
  'i',
)

const HEADER = /(?:^|-)(?:token|secret|password|authorization)$|api-?key$/

/** Whether a member of a query or a body holds a secret by its name, at whichever vendor. */
export function isSecretMember(name: string): boolean {
  return MEMBER.test(name)
}

/** Whether a header, spelt small, holds a secret by its name. */
export function isSecretHeader(name: string): boolean {
  return HEADER.test(name)
}
