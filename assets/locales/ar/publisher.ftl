# كتابة منشور.

publisher-title = منشور جديد
publisher-opener = بماذا تفكر يا { $name }؟
publisher-yours = منشورك
publisher-placeholder = يعمل هنا Markdown و#الوسوم و@{"{"}name@pod{"}"}
publisher-toolbar = التنسيق
publisher-bold = عريض
publisher-italic = مائل
publisher-heading = عنوان
publisher-link = رابط
publisher-image = صورة من الويب
publisher-list = قائمة
publisher-numbers = قائمة مرقمة
publisher-code = شيفرة
publisher-quote = اقتباس
publisher-help = التنسيق
publisher-share = مشاركة
publisher-preview = معاينة
publisher-sending = يُرسل
publisher-sent = نُشر منشورك.
publisher-close-window = يمكنك إغلاق هذه النافذة.

publisher-pictures = صور
publisher-pictures-choose = اختيار صور
publisher-pictures-hint = صِف كل صورة لمن لا يستطيع رؤيتها. يُزال المكان والكاميرا من الملفات.
publisher-picture = الصورة { $number }
publisher-description = الوصف
publisher-description-ask = ماذا يُرى فيها؟
publisher-picture-drop = ترك هذه الصورة

publisher-poll = استطلاع
publisher-poll-question = السؤال
publisher-poll-answer = الإجابة { $number }
publisher-poll-more = إجابة أخرى
publisher-poll-drop = ترك
publisher-poll-hint = كل من يرى المنشور يصوّت مرة واحدة. وتُهمل الأسطر الفارغة.

publisher-place = المكان
publisher-place-name = اسم المكان
publisher-place-lat = خط العرض
publisher-place-lng = خط الطول
publisher-place-find = تحديد مكاني
publisher-place-drop = بلا مكان
publisher-place-failed = لم يقل جهازك أين أنت. يمكنك كتابة المكان.
publisher-place-hint = بلا خطي العرض والطول لا يرى المكان إلا أهل هذه الحاضنة.

publisher-who = من يرى هذا
publisher-aspects = الفئات
publisher-public = عام
publisher-all-aspects = كل الفئات
publisher-some-aspects = بعض الفئات
publisher-public-meaning = يمكن للجميع قراءته، ولو بلا حساب.
publisher-all-meaning = يقرؤه كل من تشارك معهم، ولا أحد غيرهم.
publisher-some-meaning = لا يقرؤه إلا من هم الآن في هذه الفئات.

publisher-bookmarklet = المشاركة من أي صفحة
publisher-bookmarklet-how = أنشئ إشارة مرجعية في متصفحك وأعطها هذا العنوان. فتفتح في أي صفحة نافذة صغيرة فيها منشور عن تلك الصفحة.
publisher-bookmarklet-code = عنوان الإشارة المرجعية

publisher-empty = اكتب شيئًا أو أضف صورة.
publisher-text-long = { $count } حرفًا أكثر من اللازم: المتسع { $most } على الأكثر.
publisher-photos-many = للمنشور { $most } صورة على الأكثر.
publisher-picture-large = لا تزيد الصورة على { $megabytes } ميغابايت. صغّرها واخترها من جديد.
publisher-picture-unknown = هذه ليست صورة JPEG أو PNG أو GIF أو WebP.
publisher-picture-wide = صورة بمقاس { $width } × { $height } بكسل أكبر من اللازم.
publisher-picture-demanding = تحتاج هذه الصورة إلى ذاكرة أكثر من المتاح. صغّرها واخترها من جديد.
publisher-picture-broken = هذه الصورة تالفة أو ناقصة.
publisher-picture-gone = لم تعد إحدى الصور هنا. اخترها من جديد من فضلك.
publisher-audience-none = اختر من يمكنه رؤية هذا: الجميع، أو فئة واحدة على الأقل.
publisher-audience-foreign = هذه الفئة ليست لك.
publisher-poll-question-missing = يحتاج الاستطلاع إلى سؤال.
publisher-poll-answers-few = يحتاج الاستطلاع إلى إجابتين على الأقل وله { $most } على الأكثر.
publisher-poll-long = لا يزيد السؤال ولا الإجابات على { $most } حرفًا لكل منها.
publisher-place-wrong = الإحداثيات غير صحيحة: خط العرض من -90 إلى 90، وخط الطول من -180 إلى 180، والعنوان { $most } حرفًا على الأكثر.
