/** Style sheets are imported for their effect alone; webpack takes them out of the script. */
declare module '*.css';
