/** Words of the Outlook pane beside a mail that is read: Öppna meddelande. */
export const paneRead = {
  title: 'Öppna meddelande',
  open: 'Öppna meddelande',
  openInWeb: 'Öppna i webben',
  openSefos: 'Öppna SEFOS i webben',
  filesInWeb: 'Filerna går inte att hämta här i panelen. Öppna meddelandet i webben och hämta dem där.',
  found: 'Säkert meddelande från {{name}}',
  own: 'Säkert meddelande som du har skickat',
  opened: 'Meddelandet är öppet.',
  /** The window's title: never a name, because titles stand in the browser's history. */
  stage: {
    found: 'Säkert meddelande',
    own: 'Säkert meddelande som du har skickat',
    opened: 'Öppet meddelande',
    writing: 'Svar på meddelandet',
    sent: 'Svaret är skickat',
  },
  none: {
    title: 'Välj ett mejl',
    text: 'Markera ett mejl i listan, så visas det säkra meddelandet här.',
  },
  several: {
    title_one: 'Du har markerat {{count}} mejl',
    title_other: 'Du har markerat {{count}} mejl',
    text: 'Markera bara ett mejl, så kan du öppna det här.',
  },
  ordinary: {
    title: 'Det här är ett vanligt mejl',
    text: 'Det finns inget säkert meddelande i det. ”Kryptera meddelande” finns när du skriver ett nytt mejl.',
  },
  unclear: {
    title: 'Mejlet hör till flera meddelanden',
    text: 'Vi vet inte vilket du vill öppna. Sök upp meddelandet i webben i stället.',
  },
  personal: {
    title: 'Länken är till en person utan konto',
    text: 'Öppna länken i webbläsaren. Där identifierar du dig och läser meddelandet.',
    open: 'Öppna i webbläsaren',
  },
  failed: {
    title: 'Mejlet kunde inte läsas',
    offline: 'Outlook har ingen anslutning just nu. Försök igen när du är uppkopplad.',
    text: 'Outlook svarade inte. Försök igen.',
  },
  notYours: {
    title: 'Du kan inte öppna meddelandet',
    text: 'Meddelandet är inte till det konto som du är inloggad med: {{email}}.',
    action: 'Byt konto',
  },
  reply: {
    title: 'Svar till {{name}}',
    label: 'Ditt svar',
    hint: 'Det du skriver finns kvar tills du stänger panelen.',
    empty: 'Skriv något eller lägg till en fil.',
    sent: 'Svaret är skickat.',
    another: 'Skriv ett svar till',
    started: 'Du har ett påbörjat svar här nedanför.',
    external: 'Avsändaren har inget konto. Svara i webben, där du väljer hur personen ska identifieras.',
    inWeb: 'Svara i webben',
    kept_one: 'Du har ett påbörjat svar på ett annat mejl. Det finns kvar tills du stänger panelen.',
    kept_other: 'Du har {{count}} påbörjade svar på andra mejl. De finns kvar tills du stänger panelen.',
  },
} as const;
