/** Id of the one tab that the Teams app has; the manifest names it. */
const TEAMS_TAB_ID = 'sefos';

/**
 * Address in Teams that opens a path of the tab: `https://teams.microsoft.com/l/entity/<app>/<tab>` with the path as
 * `subEntityId`, and the same place on the web for who does not have the app. `origin` is the installation's.
 */
export const teamsLink = (teamsAppId: string, origin: string, path: string): string => {
  const link = new URL(`https://teams.microsoft.com/l/entity/${encodeURIComponent(teamsAppId)}/${TEAMS_TAB_ID}`);
  link.searchParams.set('webUrl', new URL(path, origin).href);
  link.searchParams.set('context', JSON.stringify({ subEntityId: path }));
  return link.href;
};
