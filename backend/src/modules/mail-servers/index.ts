export { MAIL_SERVER_KEYS } from './mail-server-sealing.ts';
export { registerMailServerRoutes } from './mail-servers.routes.ts';
export { MailServers } from './mail-servers.service.ts';
export { OrganisationMail } from './organisation-mail.ts';
