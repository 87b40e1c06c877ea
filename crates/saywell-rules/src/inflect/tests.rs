//! Tables of word forms: a word, an arrow, its forms.

use super::irregular::{NOUNS, VERBS};
use super::*;

#[test]
fn plurals_of_nouns() {
    let table = "
        victim → victims
        girl → girls
        boy → boys
        lady → ladies
        body → bodies
        agency → agencies
        child → children
        grandchild → grandchildren
        woman → women
        policewoman → policewomen
        man → men
        human → humans
        German → Germans
        person → people
        salesperson → salespeople
        wife → wives
        housewife → housewives
        midwife → midwives
        life → lives
        knife → knives
        thief → thieves
        wolf → wolves
        half → halves
        self → selves
        chief → chiefs
        belief → beliefs
        box → boxes
        witness → witnesses
        church → churches
        stomach → stomachs
        patriarch → patriarchs
        brush → brushes
        crisis → crises
        diagnosis → diagnoses
        analysis → analyses
        chassis → chassis
        hero → heroes
        photo → photos
        video → videos
        memo → memos
        quiz → quizzes
        foot → feet
        tooth → teeth
        mouse → mice
        criterion → criteria
        accused → accused
        series → series
        deer → deer
        bus → buses
        abuse → abuses
        rape → rapes
        Person → People
        call girl → call girls
        sex worker → sex workers
        victim-survivor → victim-survivors
        mother-in-law → mothers-in-law
        passerby → passersby
        person in prostitution → people in prostitution
        person who was trafficked → people who were trafficked
        man who has been accused → men who have been accused
        child that is missing → children that are missing
        woman in the sex trade → women in the sex trade
        survivor of trafficking → survivors of trafficking
        person exploited in prostitution → people exploited in prostitution
        child being abused → children being abused
        child subjected to abuse → children subjected to abuse
        trafficked person → trafficked people
        person with a drug problem → people with a drug problem
        person in need → people in need
        special need → special needs
        walk-in clinic → walk-in clinics
        human being → human beings
        runaway → runaways
        victim's advocate → victim's advocates
    ";
    check(table, |singular| NounForms::derive(singular).plural);
}

#[test]
fn forms_of_verbs() {
    let table = "
        refuse → refuses refused refused refusing
        claim → claims claimed claimed claiming
        admit → admits admitted admitted admitting
        commit → commits committed committed committing
        refer → refers referred referred referring
        occur → occurs occurred occurred occurring
        prefer → prefers preferred preferred preferring
        visit → visits visited visited visiting
        enter → enters entered entered entering
        offer → offers offered offered offering
        suffer → suffers suffered suffered suffering
        happen → happens happened happened happening
        open → opens opened opened opening
        benefit → benefits benefited benefited benefiting
        groom → grooms groomed groomed grooming
        molest → molests molested molested molesting
        traffic → traffics trafficked trafficked trafficking
        panic → panics panicked panicked panicking
        stop → stops stopped stopped stopping
        beg → begs begged begged begging
        rob → robs robbed robbed robbing
        strip → strips stripped stripped stripping
        drug → drugs drugged drugged drugging
        pimp → pimps pimped pimped pimping
        quiz → quizzes quizzed quizzed quizzing
        equip → equips equipped equipped equipping
        kidnap → kidnaps kidnapped kidnapped kidnapping
        label → labels labeled labeled labeling
        travel → travels traveled traveled traveling
        fail → fails failed failed failing
        feel → feels felt felt feeling
        cry → cries cried cried crying
        deny → denies denied denied denying
        bully → bullies bullied bullied bullying
        play → plays played played playing
        obey → obeys obeyed obeyed obeying
        die → dies died died dying
        lie → lies lied lied lying
        tie → ties tied tied tying
        see → sees saw seen seeing
        agree → agrees agreed agreed agreeing
        dye → dyes dyed dyed dyeing
        fix → fixes fixed fixed fixing
        show → shows showed shown showing
        confess → confesses confessed confessed confessing
        reach → reaches reached reached reaching
        push → pushes pushed pushed pushing
        veto → vetoes vetoed vetoed vetoing
        be → is was been being
        have → has had had having
        do → does did done doing
        go → goes went gone going
        say → says said said saying
        get → gets got got getting
        put → puts put put putting
        run → runs ran run running
        begin → begins began begun beginning
        forget → forgets forgot forgotten forgetting
        quit → quits quit quit quitting
        sit → sits sat sat sitting
        sell → sells sold sold selling
        choose → chooses chose chosen choosing
        leave → leaves left left leaving
        write → writes wrote written writing
        flee → flees fled fled fleeing
        mislead → misleads misled misled misleading
        undergo → undergoes underwent undergone undergoing
        overcome → overcomes overcame overcome overcoming
        withdraw → withdraws withdrew withdrawn withdrawing
        wake → wakes woke woken waking
        weep → weeps wept wept weeping
        prove → proves proved proven proving
        pay → pays paid paid paying
        yap → yaps yapped yapped yapping
        squat → squats squatted squatted squatting
        use → uses used used using
        force → forces forced forced forcing
        change → changes changed changed changing
        queue → queues queued queued queuing
        refuse to cooperate → refuses to cooperate / refused to cooperate / refused to cooperate / refusing to cooperate
        be forced into → is forced into / was forced into / been forced into / being forced into
        gang-rape → gang-rapes gang-raped gang-raped gang-raping
        Decline → Declines Declined Declined Declining
    ";
    check(table, |base| {
        let forms = VerbForms::derive(base);
        let separator = if base.contains(' ') { " / " } else { " " };
        [forms.third, forms.past, forms.participle, forms.gerund].join(separator)
    });
}

#[test]
fn all_forms_of_a_word() {
    let table = "
        refuse → refuse refuses refused refusing
        go → go goes went gone going
        be → be am are is was were been being
        have → have has had having
        woman → woman womans womaned womaning women
        person → person persons personed personing people
        child → child childs childed childing children
        victim → victim victims victimed victiming
        label → label labels labeled labelled labeling labelling
        focus → focus focuses focused focussed focusing focussing
        burn → burn burns burned burnt burning
        get → get gets got gotten getting
        traffic → traffic traffics trafficked trafficking
        can → can could
        will → will would
        must → must
        Claim → claim claims claimed claiming
    ";
    check(table, |word| inflections(word).join(" "));
}

#[test]
fn odd_words_have_forms_too() {
    for word in [
        "",
        " ",
        "-",
        "--",
        "é",
        "naïveté",
        "日本",
        "q",
        "y",
        "ie",
        "'",
        "a-",
        "-a",
        "s",
        "ß",
        "in",
        "in in in",
    ] {
        _ = NounForms::derive(word);
        _ = VerbForms::derive(word);
        _ = inflections(word);
    }
}

#[test]
fn the_tables_are_sorted_and_of_one_word() {
    assert!(VERBS.is_sorted_by_key(|verb| verb.0));
    assert!(VERBS.iter().all(|(_, past, participle)| !past.is_empty() && !participle.is_empty()));
    assert!(NOUNS.iter().all(|(_, plurals)| !plurals.is_empty()));
}

#[track_caller]
fn check(table: &str, forms: impl Fn(&str) -> String) {
    let rows = table.lines().map(str::trim).filter(|row| !row.is_empty());
    let made = rows
        .clone()
        .filter_map(|row| row.split_once(" → "))
        .map(|(word, _)| format!("{word} → {}", forms(word)));
    let expected = snapbox::Data::text(rows.clone().collect::<Vec<_>>().join("\n")).raw();
    snapbox::assert_data_eq!(made.collect::<Vec<_>>().join("\n"), expected);
}
