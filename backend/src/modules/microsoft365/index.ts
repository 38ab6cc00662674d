export { GRAPH_TOKEN_KEYS } from './graph-tokens.keys.ts';
export { registerMicrosoft365Routes } from './microsoft365.routes.ts';
export { Microsoft365, type Microsoft365Parts } from './microsoft365.service.ts';
export { type ActivityResult, TeamsActivities, type TeamsActivitiesParts } from './teams-activities.ts';
