"""Why a fact is not met, in an honest sentence or two each; shown only where it is not met.

Kept as text, by fact: whoever changes a mechanism so that a fact fails for another reason changes the sentence too.
"""

CAUSES = {
    "C2": "People differ too little in how many they meet: the middle half of the model meets 8 to 21 people a day, of the "
          "survey 4 to 20, and so the mean lies barely above the median.",
    "C3": "About half of what is left in April are chance encounters, whose share is an assumption, and a fifth is work that goes on, so "
          "people of working age meet between four and five a day, not far from the limit. Whole workplaces open or close, so small towns "
          "differ from run to run, and with few replicates the mean is not known well enough.",
    "C4": "In June the model's schools are back at six tenths of their usual contacts and its workplaces at eight tenths, and "
          "many contacts of children are chance encounters and familiar faces, which stay as few as everybody's. So children "
          "are ahead of the old by little, less than a small run can tell.",
    "C5": "In the model a little more people are in weekly touch with friends than the survey counts: a day with any text message to any "
          "of some six friends counts here, and people differ too little in how much they keep in touch.",
    "C7": "The model lies near the lower end. Loneliness follows company that is missed, so it falls when the strict measures "
          "end after eight weeks, and people get used to less (mechanism set_point); the published number pools studies that "
          "asked anywhere in the year.",
    "C8": "The rise is the sum of alarm, which people get used to within weeks, and of loneliness, which builds up; both sizes "
          "were set by hand to this fact. It fails where one of them was changed without the other.",
    "C9": "Threat feeds worry and low mood alike, but worry follows within a week and low mood within three, so early in a lockdown worry is "
          "the larger part. What low mood gains later comes from loneliness, behind unmet need and company, and from wearing out, all slow.",
    "C10": "From week to week the model's people who feel worse meet less (mechanism withdrawal), and that is all of the association between "
           "meetings and symptoms, which is nearly twice the published one; without it none is left. Support rises and falls with "
           "meetings, so it owes more than half of its association to the same. Calls rise with unmet need and do not fall with mood, so they go with "
           "no fewer symptoms. Both ratios are to meetings, and so too small.",
    "C11": "In ordinary life hardly any loneliness is an effect of anything, so the odds ratio is nearly all due to how the traits of loneliness "
           "and distress were made to go together: with or without the arrow from loneliness to low mood it is the same. Each run counts "
           "few new cases, so with few replicates it is not known well enough either.",
    "V2": "The alarm of the first weeks wears off as people get used to it, and worry with it; but loneliness builds up until the strict "
          "measures end and fades over weeks, and months of unmet need wear people out, so low mood behind both hardly falls.",
    "V4": "That women rise more is one size of sensitivity, and that parents do is one mechanism (care_burden) while schools "
          "are closed; both differences are small, about 0.02 and 0.05 SD, and less than a small run can tell.",
    "V5": "High distress follows measures and threat with one set of sensitivities all year; whatever else made the spring of 2020 easier "
          "to bear than the winter after it is only in part in the model.",
    "V6": "The little that is left of strong loneliness comes from the working from home that stays and from ties that were lost.",
    "V7": "Contacts are lower in 2023 only by working from home, whose size is an assumption, and by what is left of unease and lost ties.",
    "V8": "People with low mood before react less to threat in the model, but they lose company like everybody, so their rise stays close to "
          "the limit; nothing in the model makes the crisis a relief to them.",
    "V9": "In the model students without any meeting in a week are few even in a strict lockdown, since visits within the limits and "
          "meetings of neighbours go on; the number depends on few people and needs many replicates.",
    "V10": "Withdrawal acts on deviations from a person's own usual, so that low mood as a trait leaves its mark on networks only through "
           "what is built in: who is friends with whom, days at work or school that are skipped, and how much the lonely are out.",
    "V12": "Protection is a share of the blow, the same for all places, and whole streets are struck together, so that a few dozen struck "
           "areas decide; the unit of the published predictor is not known.",
    "V13": "Friends are alike in loneliness, and the lonely at the periphery, only as far as the network was built so: alike in circles of "
           "friends and with fewer of them; what effects they pass on adds next to nothing in ordinary life.",
    "V14": "Effects fade in the same time whatever caused them, worry with an e-folding time of 4 days and low mood of 12; a blackout is over "
           "in three days, so what it leaves of low mood lasts longer in the model than the reviews of outages suggest: half of the rise is left in the second week after.",
    "K1": "Contact rates and loneliness are correlated only as far as the population is built so.",
}
