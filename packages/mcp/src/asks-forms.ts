/** Whether a client with these capabilities can show its user a form. */
export function asksForms(capabilities: unknown): boolean {
  const { elicitation } = Object(capabilities) as { readonly elicitation?: unknown }
  if (typeof elicitation !== 'object' || elicitation === null) return false
  // Neither named means forms, as it did before there was anything else (MCP 2025-11-25, elicitation).
  return 'form' in elicitation || !('url' in elicitation)
}
