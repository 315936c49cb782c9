export const CONNECTOR = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  description: 'Id of the connector; its name or type where only one fits.',
}
