/** The address of one of our paths on the web, for hosts that show the screens in a frame. */
export const webAddress = (path: string): string => new URL(path, window.location.origin).href;
