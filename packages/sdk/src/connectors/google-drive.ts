import { googleDrive as definition } from '@sallyport/connectors/google-drive'

type GoogleDriveDefinition = typeof definition

/** Google Drive's definition under a short name: editors and errors say `Client<GoogleDrive>`. */
export interface GoogleDrive extends GoogleDriveDefinition {}

/** Google Drive: files, folders, permissions and comments. */
export const googleDrive: GoogleDrive = definition
