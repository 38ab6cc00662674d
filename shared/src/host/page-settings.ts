/** What the server tells a page of the Microsoft hosts; public values. */
export interface PageSettings {
  /** Null = Entra ID is not connected: sign-in goes through our own window. */
  readonly entra: {
    readonly clientId: string;
    /** Such as `https://login.microsoftonline.com/organizations`. */
    readonly authority: string;
    /** Scope of our own API, such as `api://host/client-id/access_as_user`. */
    readonly scope: string;
  } | null;
  /** Id of the Teams app (its manifest's), for deep links; null when not set. */
  readonly teamsAppId: string | null;
}

const NOTHING: PageSettings = { entra: null, teamsAppId: null };

/** Reads `<meta name="sefos-settings" content="{json}">`; a page without it has no Entra ID. */
export function readPageSettings(page: Document): PageSettings {
  const content = page.querySelector<HTMLMetaElement>('meta[name="sefos-settings"]')?.content;
  if (!content?.startsWith('{')) return NOTHING;
  return { ...NOTHING, ...(JSON.parse(content) as Partial<PageSettings>) };
}
