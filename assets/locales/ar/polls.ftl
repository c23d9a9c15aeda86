# الاستطلاعات والمناسبات في المنشورات.

poll-answer-missing = اختر إحدى الإجابات.
poll-voted-already = لقد صوّتّ من قبل، ولا يمكن تغيير الصوت.
poll-not-for-you = لا يمكنك التصويت هنا.
event-without-name = تحتاج المناسبة إلى اسم.
event-text-long = المتسع هنا { $most } حرفًا على الأكثر.
event-ends-first = تنتهي المناسبة قبل أن تبدأ.
event-not-for-you = لا يمكنك الرد هنا.
event-accepted = سيحضر:
event-tentative = قد يحضر:
