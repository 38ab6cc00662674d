import type { Dictionary } from '../../dictionary.ts';
import type { paneCompose as source } from '../sv/pane-compose.ts';

export const paneCompose = {
  title: 'Salaa viesti',
  readAgain: 'Lue uudelleen',
  reread: 'Sähköposti on luettu uudelleen.',
  reread_appointment: 'Kokouskutsu on luettu uudelleen.',
  changed: 'Sähköposti on muuttunut lukemisen jälkeen. Lue se uudelleen ja tarkista ennen lähettämistä.',
  changed_appointment: 'Kokouskutsu on muuttunut lukemisen jälkeen. Lue se uudelleen ja tarkista ennen lähettämistä.',
  appointment:
    'Osallistujat saavat tekstin ja liitteet salattuina SEFOSista. Itse kokouskutsua ei salata: aihe, aika ja paikka näkyvät.',
  clearInvitation: 'Poista teksti ja liitteet kokouskutsusta',
  earlierTry:
    'Aiempi yritys keskeytyi. Salaa uudelleen, viestiä ei koskaan lähetetä kahdesti, tai peruuta ja lähetä sähköposti tavalliseen tapaan.',
  earlierTry_appointment:
    'Aiempi yritys keskeytyi. Salaa uudelleen, viestiä ei koskaan lähetetä kahdesti, tai peruuta ja lähetä kokouskutsu tavalliseen tapaan.',
  resumeTitle: 'Viesti on jo salattu',
  resumeText:
    'Aiempi yritys keskeytyi ennen kuin luonnos oli valmis. Älä lähetä sitä itse. Paina ”Jatka”, niin loput tehdään.',
  resumeText_appointment:
    'Aiempi yritys keskeytyi ennen kuin kokouskutsu oli valmis. Älä lähetä sitä vielä. Paina ”Jatka”, niin loput tehdään.',
  unable: 'Tämä Outlookin versio ei voi luovuttaa liitteitä. Kirjoita viesti SEFOSissa verkossa.',
  failed: {
    title: 'Sähköpostia ei voitu lukea',
    title_appointment: 'Kokouskutsua ei voitu lukea',
    offline: 'Outlookilla ei ole verkkoyhteyttä. Yritä uudelleen, kun yhteys on kunnossa.',
    timeout: 'Outlook ei vastannut. Yritä uudelleen.',
    unsupported: 'Tämä Outlookin versio ei anna sähköpostia. Kirjoita viesti SEFOSissa verkossa.',
    unsupported_appointment: 'Tämä Outlookin versio ei anna kokouskutsua. Kirjoita viesti SEFOSissa verkossa.',
    failed: 'Outlook ei antanut sähköpostia. Yritä uudelleen.',
    failed_appointment: 'Outlook ei antanut kokouskutsua. Yritä uudelleen.',
  },
  content: {
    to: 'Vastaanottaja',
    cc: 'Kopio',
    bcc: 'Piilokopio',
    list: 'Jakelulista',
    noAddress: 'Ei sähköpostiosoitetta',
    subject: 'Aihe',
    noSubject: 'Ei aihetta',
    body: 'Teksti',
    noText: 'Ei tekstiä',
    images_one: '{{count}} kuva tekstissä',
    images_other: '{{count}} kuvaa tekstissä',
    files: 'Liitteet',
    cloud: 'Pilvilinkki',
    noFiles: 'Ei liitteitä',
    filesUnreadable: 'Ei voida lukea tässä',
    largeImages: 'Tekstin suuret kuvat lähetetään liitteinä: {{names}}.',
    remoteImages_one: '{{count}} kuva toiselta sivustolta jää pois.',
    remoteImages_other: '{{count}} kuvaa muilta sivustoilta jää pois.',
    missingImages_one: '{{count}} tekstin kuvaa ei voida lukea, ja se jää pois.',
    missingImages_other: '{{count}} tekstin kuvaa ei voida lukea, ja ne jäävät pois.',
    recipients: 'Vastaanottajat',
    notSent: 'Jää pois',
  },
  obstacle: {
    title: 'Tämä on muutettava ensin',
    noRecipients: 'Lisää sähköpostiin ainakin yksi vastaanottaja.',
    noRecipients_appointment: 'Lisää kokouskutsuun ainakin yksi osallistuja.',
    lists:
      'SEFOS ei näe, keitä kuuluu listaan {{names}}, eikä voi tunnistaa heitä. Korvaa lista siihen kuuluvilla henkilöillä.',
    withoutAddress:
      'Kelvollinen sähköpostiosoite puuttuu: {{names}}. Korjaa osoite sähköpostiin tai poista vastaanottaja.',
    withoutAddress_appointment:
      'Kelvollinen sähköpostiosoite puuttuu: {{names}}. Korjaa osoite kokouskutsuun tai poista osallistuja.',
    tooManyRecipients: 'Sähköpostissa on {{count}} vastaanottajaa. Enintään {{most}} on sallittu.',
    tooManyRecipients_appointment: 'Kokouskutsussa on {{count}} osallistujaa. Enintään {{most}} on sallittu.',
    noSubject: 'Kirjoita sähköpostiin aihe.',
    noSubject_appointment: 'Kirjoita kokouskutsuun aihe.',
    subjectTooLong: 'Aiheessa saa olla enintään {{count}} merkkiä.',
    bodyTooLong: 'Teksti on liian pitkä. Tallenna se tiedostoksi, liitä tiedosto ja lyhennä sähköpostin tekstiä.',
    bodyTooLong_appointment:
      'Teksti on liian pitkä. Tallenna se tiedostoksi, liitä tiedosto ja lyhennä kokouskutsun tekstiä.',
    tooManyFiles: 'Liitteitä saa olla enintään {{count}}.',
    unreadable: 'Outlook ei anna: {{names}}. Poista se sähköpostista, liitä kopio sen sijaan tai lähetä ilman.',
    unreadable_appointment:
      'Outlook ei anna: {{names}}. Poista se kokouskutsusta, liitä kopio sen sijaan tai lähetä ilman.',
    cloud: '{{name}} on linkki pilvessä olevaan tiedostoon. Outlook ei anna itse tiedostoa.',
    skip: 'Lähetä ilman: {{name}}',
    recipientsUnchecked: 'Vastaanottajia ei voitu tarkistaa.',
    external: 'Täytä, miten {{address}} tunnistetaan.',
  },
  external: {
    title: 'Vastaanottajat ilman tiliä',
    ready: 'Valmis',
    notReady: 'Täytä',
    toMend_one: '{{count}} kenttä on korjattava.',
    toMend_other: '{{count}} kenttää on korjattava.',
  },
  send: 'Salaa ja lähetä',
  progress: {
    title: 'Salataan ja lähetetään …',
    stay: 'Pidä tämä ruutu auki, kunnes kaikki on valmista. Älä muuta sähköpostia sillä aikaa.',
    stay_appointment: 'Pidä tämä ruutu auki, kunnes kaikki on valmista. Älä muuta kokouskutsua sillä aikaa.',
    now: 'Käynnissä',
    done: 'Valmis',
    waiting: 'Odottaa',
    stage: {
      prepare: 'Valmistellaan luonnosta',
      prepare_appointment: 'Valmistellaan kokouskutsua',
      upload: 'Ladataan liitteitä',
      seal: 'Salataan ja lähetetään SEFOSiin',
      clear: 'Poistetaan tekstisi ja liitteesi luonnoksesta',
      clear_appointment: 'Poistetaan tekstisi ja liitteesi kokouskutsusta',
      finish: 'Viimeistellään Outlookissa',
    },
  },
  lettingGo: {
    title: 'Perutaan salausta …',
    asking: 'Tarkistetaan, ettei mitään ole lähetetty',
  },
  end: {
    cancelled: 'Salaus on peruttu',
    cancel: 'Peruuta salaus',
    encryptAgain: 'Salaa sen sijaan',
    done: 'Lähetetty salattuna',
    notSent: 'Ei lähetetty',
    unknown: 'Ei ole varmaa, lähetettiinkö viesti',
    notFinished: 'Lähetetty salattuna, mutta kesken',
    goOn: 'Jatka',
    change: 'Muuta',
    bySefos: 'Anna SEFOSin ilmoittaa vastaanottajille',
    close: 'Sulje sähköposti',
    finishHere: 'Viimeistele tässä',
    removeAgain: 'Yritä poistaa luonnos uudelleen',
    stoppedAt: 'Pysähtyi kohtaan: {{stage}}.',
  },
  cause: {
    offline: 'Outlookilla ei ole verkkoyhteyttä.',
    timeout: 'Outlook ei vastannut ajoissa.',
    unsupported: 'Tämä Outlookin versio ei pysty siihen.',
    failed: 'Outlook vastasi virheellä.',
    changed: 'Sähköposti muuttui sillä aikaa. Lopeta sen kirjoittaminen ja jatka sitten.',
    changed_appointment: 'Kokouskutsu muuttui sillä aikaa. Lopeta sen kirjoittaminen ja jatka sitten.',
    unreadable: 'Outlook ei anna: {{name}}. Paina ”Muuta” ja valitse, mitä sille tehdään.',
    read: '{{name}} ei ollut luettavissa. Jo ladatut liitteet säilyvät.',
    upload: '{{name}} ei latautunut. Jo ladatut liitteet säilyvät.',
    tooLarge: '{{name}} on liian suuri.',
    empty: '{{name}} on tyhjä. Poista se sähköpostista.',
    empty_appointment: '{{name}} on tyhjä. Poista se kokouskutsusta.',
    elsewhere:
      'Sähköpostia lähetetään jo toisesta ikkunasta tai toiselta laitteelta. Odota hetki. Jos se ei onnistunut siellä, voit viimeistellä sen tässä.',
    elsewhere_appointment:
      'Kokouskutsua salataan jo toisesta ikkunasta tai toiselta laitteelta. Odota hetki. Jos se ei onnistunut siellä, voit viimeistellä sen tässä.',
    alreadySealed: 'Viesti on jo salattu ja lähetetty, joten sitä ei voi perua. Paina ”Jatka”, niin loput tehdään.',
  },
  fact: {
    message: {
      sealed: 'Viesti on salattu. Löydät sen SEFOSin Lähetetyt-kansiosta.',
      earlier:
        'Viesti oli jo salattu aiemmalla yrityksellä tai toisella laitteella. Sen jälkeen tekemiäsi muutoksia ei ole lähetetty.',
      earlier_appointment:
        'Viesti oli jo salattu aiemmalla yrityksellä tai toisella laitteella. Kokouskutsuun sen jälkeen tekemiäsi muutoksia ei ole lähetetty.',
      unknown: 'SEFOS ei vastannut, joten emme tiedä, lähetettiinkö viesti. Jatka: sitä ei koskaan lähetetä kahdesti.',
      notSent: 'Mitään ei ole lähetetty.',
    },
    told: {
      sefos: 'SEFOS lähettää siitä sähköpostin vastaanottajille.',
      sender: 'Vastaanottajat saavat sinulta sähköpostin, jossa on linkki.',
      unconfirmed:
        'Vastaanottajat saavat sinulta sähköpostin, jossa on linkki. SEFOS ei saanut tietää siitä ja voi lähettää toisen 15 minuutin kuluessa.',
      unknown:
        'Emme tiedä, lähettikö Outlook linkin sisältävän sähköpostin. Jos ei, SEFOS lähettää sen 15 minuutin kuluessa.',
      notYet:
        'Vastaanottajille ei ole vielä ilmoitettu. Jos mitään ei tapahdu, SEFOS lähettää heille sähköpostin 15 minuutin kuluessa.',
    },
    draft: {
      sent: 'Outlookin Lähetetyt-kansion sähköpostissa on vain linkki, ei tekstiäsi.',
      cleared:
        'Kokouskutsua ei ole vielä lähetetty. Teksti ja liitteet on poistettu siitä. Lähetä se tavalliseen tapaan.',
      kept: 'Kokouskutsua ei ole vielä lähetetty. Siinä ovat yhä teksti ja liitteet salaamattomina.',
      removed: 'Luonnos on poistettu.',
      removedOpen:
        'Sulje sähköposti ja valitse, ettei sitä tallenneta. Luonnos on poistettu. Jos Luonnokset-kansioon jää tyhjä luonnos, voit poistaa sen.',
      drafts: 'Sulje luonnos ja poista se. Siinä ei enää ole tekstiäsi, ja se on yhä Outlookin Luonnokset-kansiossa.',
      plain: 'Tekstisi on yhä luonnoksessa salaamattomana. Älä lähetä sitä tavallisena sähköpostina.',
      plain_appointment: 'Tekstisi on yhä kokouskutsussa salaamattomana. Älä lähetä sitä vielä.',
      maybePlain: 'Luonnoksessa voi yhä olla tekstisi tai liitteesi salaamattomina. Älä lähetä sitä.',
      maybePlain_appointment: 'Kokouskutsussa voi yhä olla tekstisi tai liitteesi salaamattomina. Älä lähetä sitä.',
      emptied: 'Luonnoksessa ei enää ole tekstiäsi eikä liitteitäsi.',
      emptied_appointment: 'Kokouskutsussa ei enää ole tekstiäsi eikä liitteitäsi.',
      released: 'Tekstisi on yhä luonnoksessa salaamattomana. Luonnoksen voi lähettää tavalliseen tapaan.',
      released_appointment: 'Tekstisi on yhä kokouskutsussa salaamattomana. Sen voi lähettää tavalliseen tapaan.',
    },
    laterChanges: 'Muutit sähköpostia salaamisen jälkeen. Niitä muutoksia ei ole lähetetty.',
    laterChanges_appointment: 'Muutit kokouskutsua viestin salaamisen jälkeen. Niitä muutoksia ei ole lähetetty.',
  },
  neutral: {
    subject: 'Salattu SEFOSilla',
    body: 'Sisältö on lähetetty salattuna SEFOSilla.',
  },
} satisfies Dictionary<typeof source>;
