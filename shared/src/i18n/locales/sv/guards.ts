/** Words of what is pointed out before sending; they come with the composer. */
export const guards = {
  kind: {
    personalNumber: 'ett personnummer',
    card: 'ett kortnummer',
    account: 'ett kontonummer',
    secret: 'ett lösenord eller en nyckel',
  },
  notice: {
    subject: 'Det ser ut att stå {{what}} i ämnet. Flytta det till meddelandet.',
    openText: 'Det ser ut att stå {{what}} i det öppna meddelandet. Det syns för alla som ser e-posten.',
    body: 'Det ser ut att stå {{what}} i meddelandet. Välj en högre nivå: på LoA1 kan den som har länken läsa det.',
    repeated: 'Står redan bland mottagarna: {{addresses}}.',
    firstTime: 'Ni har inte skickat till {{addresses}} förut.',
    resembles: '{{address}} liknar {{domain}} men är en annan adress.',
  },
  chip: {
    firstTime: 'Ny mottagare',
    resembles: 'Liknar {{domain}}',
    forbidden: 'Tillåts inte av din organisation',
  },
  dialog: {
    title: 'Kontrollera innan du skickar',
    text: 'Vi såg något som du kanske vill ändra:',
    subject: 'Ämne: {{what}}',
    openText: 'Öppet meddelande till {{address}}: {{what}}',
    body: 'Meddelandet på LoA1: {{what}}',
    recipient: 'Mottagare: {{address}} liknar {{domain}}',
    change: 'Ändra',
    sendAnyway: 'Skicka ändå',
  },
} as const;
