/** What the button for the consent of the third party sends; no way of a definition is called so. */
export const CONSENT = ':consent'
