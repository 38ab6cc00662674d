/** Style sheets are imported for their effect alone; webpack takes them out of the script. */
declare module '*.css';
/** Files of a library that come as text inside our own, for a page that may fetch nothing (webpack.config.js). */
declare module '*?text' {
  const text: string;
  export default text;
}
declare module '*?inline' {
  const dataUrl: string;
  export default dataUrl;
}
