# العثور على أشخاص ووسوم.

search-title = العثور على أشخاص
search-label = اسم أو عنوان أو #وسم
search-placeholder = اسم أو name@pod.example أو #وسم
search-go = بحث
search-found = من عُثر عليهم
search-more = المزيد من الأشخاص
search-no-answer-title = لم يجب أحد عند هذا العنوان
search-no-answer = تحقّق من الكتابة. وقد تكون حاضنته غائبة لبعض الوقت؛ حاول عندئذ لاحقًا.
search-nobody-title = لم يُعثر على أحد
search-nobody = يُعثر على أشخاص الحاضنات الأخرى بعنوانهم الكامل، وهو على شكل name@pod.example.
search-looking = يجري البحث عن { $address }
search-looking-hint = سُئلت حاضنته. يستغرق ذلك بضع ثوانٍ.
search-again = انظر مرة أخرى
search-tag = منشورات بالوسم #{ $tag }
